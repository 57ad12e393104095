import { DEFAULT_TENANT_ID, TENANT_ID_PATTERN } from './tenant-id';

/** A business that somebody has closed: it counts as closed at any hour. */
export interface ClosedByHand {
  /** When it ends by itself; undefined = not before somebody ends it. */
  readonly untilMs: number | undefined;
}

/** Who is closed by hand, by the tenant's id; `default` for numbers that no tenant has. */
export type ClosedTenants = ReadonlyMap<string, ClosedByHand>;

/** Returns the entries of a comma-separated list. */
export function splitClosed(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '');
}

/** Returns the tenant that `id` or `id@2026-12-24T16:30Z` closes; undefined if it says something else. */
export function parseClosed(entry: string): readonly [id: string, ClosedByHand] | undefined {
  const [id = '', until, ...rest] = entry.split('@');
  const tenantId = id.toLowerCase();
  // "all" is no tenant: nobody closes every business by one word.
  if (!TENANT_ID_PATTERN.test(tenantId) || tenantId === 'all' || rest.length > 0) return undefined;
  if (until === undefined) return [tenantId, { untilMs: undefined }];
  const untilMs = parseUtcMinute(until);
  return untilMs === undefined ? undefined : [tenantId, { untilMs }];
}

/** Date.parse takes 31 February for 3 March. */
function parseUtcMinute(text: string): number | undefined {
  const time = text.toUpperCase();
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(time)) return undefined;
  const ms = Date.parse(time);
  return Number.isNaN(ms) || formatUtcMinute(ms) !== time ? undefined : ms;
}

/** Returns a time as `2026-12-24T16:30Z`. */
export function formatUtcMinute(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}

/** Returns the variable's value. */
export function formatClosed(closed: ClosedTenants): string {
  return [...closed]
    .map(([id, { untilMs }]) => (untilMs === undefined ? id : `${id}@${formatUtcMinute(untilMs)}`))
    .join(',');
}

/** Returns whether that applies at the moment. */
export function isClosedByHand(closed: ClosedByHand | undefined, at: Date): boolean {
  return closed !== undefined && (closed.untilMs === undefined || at.getTime() < closed.untilMs);
}

/** How operators write an entry. */
export const CLOSED_FORM = `riverside-dental or riverside-dental@2026-12-24T16:30Z (UTC), with commas between several; ${DEFAULT_TENANT_ID} for numbers without a tenant`;
