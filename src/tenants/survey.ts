import type { OpenTenantFile } from './tenant-file';

export interface TenantSurvey {
  /** Of the whole file, as `OpenTenantFile.readHash` returns it. */
  readonly hash: string;
  readonly tenantCount: number;
  /** Entries that cannot be read. */
  readonly brokenCount: number;
  /** Whether a tenant of the file, or a number without one, uses the key in VAPI_API_KEY. */
  readonly needsDefaultKey: boolean;
}

type Entry = Readonly<Record<string, unknown>>;

/** Returns a summary of a file. Its entries are unchecked, and undefined if they cannot be read. */
export function surveyTenantFile({
  listEntries,
  defaults,
  readHash,
}: Pick<OpenTenantFile, 'listEntries' | 'defaults' | 'readHash'>): TenantSurvey {
  const entries: readonly (Entry | undefined)[] = listEntries();
  const isWithoutKey = (entry: Entry | undefined): boolean =>
    findKeyName(entry) === undefined && findKeyName(defaults) === undefined;
  return {
    hash: readHash(),
    tenantCount: entries.length,
    brokenCount: entries.filter((entry) => entry === undefined).length,
    needsDefaultKey: entries.length === 0 || entries.some(isWithoutKey),
  };
}

function findKeyName(entry: unknown): unknown {
  const { assistant } = Object(entry) as { assistant?: unknown };
  return (Object(assistant) as { apiKeyEnv?: unknown }).apiKeyEnv;
}
