import { TENANT_ID_PATTERN } from './tenant-id';

/** Whose calls the fallback answers without asking Vapi: the outage switch. */
export interface Outage {
  /** True = every call; the rest then has no effect. */
  readonly all: boolean;
  /** Ids of tenants, each once; `default` for numbers that no tenant has. */
  readonly tenantIds: readonly string[];
  /** Variables that hold a Vapi key: every tenant whose calls are made with it. */
  readonly apiKeyEnvs: readonly string[];
  /** Groups of tenants, by name. */
  readonly groups: readonly string[];
}

/** The word for every call. No tenant can have it as its id. */
export const EVERY_CALL = 'all';

/** Begins the word for a group. No tenant's id has a colon. */
const GROUP = 'group:';

/** The name of a variable that holds a Vapi key. No tenant's id has capitals or underscores. */
export const API_KEY_ENV_PATTERN = /^VAPI_[A-Z0-9_]*KEY[A-Z0-9_]*$/;

/** The switch is on for nobody. */
export const NO_OUTAGE: Outage = Object.freeze({
  all: false,
  tenantIds: [],
  apiKeyEnvs: [],
  groups: [],
});

/** Returns the words of a comma-separated list; capitals make no difference. */
export function splitOutage(text: string): string[] {
  const words = text.split(',').map((word) => word.trim());
  return words
    .map((word) => (isApiKeyEnv(word.toUpperCase()) ? word.toUpperCase() : word.toLowerCase()))
    .filter((word) => word !== '');
}

/** Returns whether a word of the list names somebody. */
export function isOutageWord(word: string): boolean {
  return isApiKeyEnv(word) || TENANT_ID_PATTERN.test(word.replace(/^group:/, ''));
}

/** Returns what a list means that holds only such words, or the word for every call among them. */
export function buildOutage(words: readonly string[]): Outage {
  if (words.includes(EVERY_CALL)) return { ...NO_OUTAGE, all: true };
  const unique = [...new Set(words)];
  const isGroup = (word: string) => word.startsWith(GROUP);
  return Object.freeze({
    all: false,
    tenantIds: Object.freeze(unique.filter((word) => !isGroup(word) && !isApiKeyEnv(word))),
    apiKeyEnvs: Object.freeze(unique.filter(isApiKeyEnv)),
    groups: Object.freeze(unique.filter(isGroup).map((word) => word.slice(GROUP.length))),
  });
}

/** Returns the list that means this; empty = the switch is on for nobody. */
export function formatOutageList({ all, tenantIds, apiKeyEnvs, groups }: Outage): string {
  if (all) return EVERY_CALL;
  return [...apiKeyEnvs, ...groups.map((group) => GROUP + group), ...tenantIds].join(',');
}

/** Returns the words that can be read. One typing error must not affect the others. */
export function keepReadable(text: string): string[] {
  return splitOutage(text).filter(isOutageWord);
}

/** What of a tenant the switch looks at. */
export interface SwitchedTenant {
  readonly id: string;
  readonly apiKeyEnv: string;
  readonly group: string | undefined;
}

/** Returns whether the switch is on for this tenant's calls. */
export function isOutage(outage: Outage, { id, apiKeyEnv, group }: SwitchedTenant): boolean {
  return (
    outage.all ||
    outage.tenantIds.includes(id) ||
    outage.apiKeyEnvs.includes(apiKeyEnv) ||
    (group !== undefined && outage.groups.includes(group))
  );
}

function isApiKeyEnv(word: string): boolean {
  return API_KEY_ENV_PATTERN.test(word);
}
