import { checkTenantFile, type CheckedTenantFile } from '../tenants/check-tenant-file';
import type { TenantFile } from '../tenants/schema';
import { checkTemplates } from './check-templates';
import { addHolidayDates } from './add-holiday-dates';
import { decodeText } from './decode-text';
import { JsonDocument, type JsonPath, JsonTextError } from './json-document';
import { locateProblem } from './locate-problem';
import { findNearWords } from './near-words';
import { listTwilioVoices } from './twilio-voices';
import { listUnknownKeys } from './unknown-keys';

/** A tenant file as a person wrote it: checked, each problem with the tenant and the place. */
export type ParsedTenantFile = CheckedTenantFile & {
  /** What works, but perhaps not as meant. */
  readonly warnings: readonly string[];
};

/**
 * Parses and checks the bytes of a tenant file. Every problem is reported at once. Holidays become
 * dates of the year of `now` and of two more.
 */
export function parseTenantFile(bytes: Uint8Array, now = new Date()): ParsedTenantFile {
  const { text, problem } = decodeText(bytes);
  if (text === undefined) return refuse([problem]);
  try {
    return checkDocument(text, new JsonDocument(text), now);
  } catch (error) {
    if (error instanceof JsonTextError) return refuse(error.problems);
    throw error;
  }
}

function refuse(problems: readonly string[]): ParsedTenantFile {
  return { file: undefined, problems, warnings: [] };
}

function checkDocument(text: string, document: JsonDocument, now: Date): ParsedTenantFile {
  const checked = checkTenantFile(text);
  const raw: unknown = JSON.parse(text);
  const names = listNames(raw);
  const show = (problem: string) => showProblem(problem, document, names);
  if (checked.file !== undefined) {
    const { file, warnings, ...dated } = addHolidayDates(checked.file, now);
    const problems = [...dated.problems, ...checkTemplates(checked.file)];
    if (problems.length > 0) return refuse(problems.map(show));
    const all = [...listVoiceWarnings(file), ...warnings];
    return { file, problems: [], warnings: all.map(show) };
  }
  const others = checked.problems.filter((problem) => !problem.endsWith(UNKNOWN_FIELD));
  return refuse([...others, ...listUnknownFields(raw)].map(show));
}

/** What the schema's own check says of the first one. */
const UNKNOWN_FIELD = ': is not a known field';

function listUnknownFields(raw: unknown): string[] {
  return listUnknownKeys(raw).map(({ path, key, known }) => {
    return `${formatPath([...path, key])}${UNKNOWN_FIELD}${advise(key, known)}`;
  });
}

/** A tenant has too many fields to list. */
const MAX_LISTED = 8;

function advise(key: string, known: readonly string[]): string {
  const [near] = findNearWords(key, known);
  if (near !== undefined) return `; did you mean ${near}?`;
  return known.length > MAX_LISTED ? '' : `; the fields here are ${known.join(', ')}`;
}

function listVoiceWarnings({ defaults, tenants }: TenantFile): string[] {
  const voices = listTwilioVoices();
  const entries = [
    ['defaults', defaults] as const,
    ...tenants.map((tenant, index) => [`tenants[${index}]`, tenant] as const),
  ];
  const named = entries.flatMap(([path, { voice, languages }]) => [
    [path, voice] as const,
    ...(languages?.menu ?? []).map(
      (line, at) => [`${path}.languages.menu[${at}]`, line.voice] as const,
    ),
  ]);
  return named.flatMap(([path, voice]) => {
    if (voice === undefined || voices.includes(voice)) return [];
    const [near] = findNearWords(voice, voices);
    return [
      `${path}.voice: Twilio's package lists no voice ${voice}${near === undefined ? '' : `; did you mean ${near}?`}`,
    ];
  });
}

/** Returns each tenant's id by its index; undefined where it has none of its own. */
function listNames(raw: unknown): (string | undefined)[] {
  const { tenants } = Object(raw) as { tenants?: unknown };
  const ids = (Array.isArray(tenants) ? tenants : []).map(
    (tenant) => (Object(tenant) as { id?: unknown }).id,
  );
  return ids.map((id) =>
    typeof id === 'string' && id !== '' && ids.indexOf(id) === ids.lastIndexOf(id) ? id : undefined,
  );
}

/** Returns `tenants[7].voice: …` as `acme.voice (line 80, column 7): …`. */
function showProblem(
  problem: string,
  document: JsonDocument,
  names: readonly (string | undefined)[],
): string {
  return locateProblem(problem, document).replace(
    /\btenants\[(\d+)\]/g,
    (text, index) => names[Number(index)] ?? text,
  );
}

function formatPath(path: JsonPath): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}
