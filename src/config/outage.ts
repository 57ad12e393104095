import { TENANT_ID_PATTERN } from './tenant-id';

/** Whose calls the fallback answers without asking Vapi: the outage switch. */
export interface Outage {
  /** True = every call; the ids then have no effect. */
  readonly all: boolean;
  /** Ids of tenants, each once; `default` for numbers that no tenant has. */
  readonly tenantIds: readonly string[];
}

/** The word for every call. No tenant can have it as its id. */
export const EVERY_CALL = 'all';

/** The switch is on for nobody. */
export const NO_OUTAGE: Outage = Object.freeze({ all: false, tenantIds: [] });

/** Returns the entries of a comma-separated list; tenant ids have small letters only. */
export function splitOutage(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim().toLowerCase());
  return entries.filter((entry) => entry !== '');
}

/** Returns what a list means that holds only ids, or the word for every call among them. */
export function buildOutage(entries: readonly string[]): Outage {
  const all = entries.includes(EVERY_CALL);
  return Object.freeze({ all, tenantIds: Object.freeze(all ? [] : [...new Set(entries)]) });
}

/** Returns the entries that can be ids. One typing error must not affect the others. */
export function keepReadable(text: string): string[] {
  return splitOutage(text).filter((entry) => TENANT_ID_PATTERN.test(entry));
}

/** Returns whether the switch is on for this tenant's calls. */
export function isOutage({ all, tenantIds }: Outage, tenantId: string): boolean {
  return all || tenantIds.includes(tenantId);
}
