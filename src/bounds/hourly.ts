import { type Bound, bounds, type HourlyBound, tenantBounds } from '../config/bounds';
import { describeError, type Logger } from '../log/logger';
import type { SyncStore } from '../twilio/sync-store';

/** What counting across calls needs. */
export interface BoundServices {
  readonly store: Pick<SyncStore, 'add' | 'read' | 'replace'>;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** A Map for each tenant, for Sync has a limit a second for each. It holds counts and sids, no number. */
export const nameMap = (tenantId: string) => `switchboard-bounds-${tenantId}`;

const HOUR_SECONDS = 3_600;

/** Of two who count at once one counts again. */
const MAX_TRIES = 4;

/**
 * Whether something may still be done in this hour. `met`: this is the first time that it may not.
 * `too-fast`: so many count at this moment that Sync counts no more; only a flood does that.
 */
export type Spent = 'within' | 'met' | 'over' | 'too-fast';

/** Returns whether it may be done. A flood must not make others go without. */
export function isAllowed(spent: Spent): boolean {
  return spent === 'within' || spent === 'too-fast';
}

/**
 * Counts something against a tenant's bound of an hour, by the clock. Never throws: where Sync cannot
 * count, everything is within the bound, for nobody shall go without because of our own counting.
 */
export async function spend(
  bound: HourlyBound,
  tenantId: string,
  amount: number,
  context: BoundServices,
): Promise<Spent> {
  try {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const spent = await spendOnce(bound, tenantId, amount, context);
      if (spent === 'met') reportMet(bound, tenantId, context.log);
      if (spent !== 'changed') return spent;
    }
  } catch (error) {
    if (isTooFast(error)) return 'too-fast';
    context.log.warn('bound.uncounted', 'Sync does not count', { bound, ...describeError(error) });
    return 'within';
  }
  return 'too-fast';
}

/** Sync takes 20 reads and 20 writes a second for each Map. */
function isTooFast(error: unknown): boolean {
  return (Object(error) as { status?: unknown }).status === 429;
}

async function spendOnce(
  bound: HourlyBound,
  tenantId: string,
  amount: number,
  { store, nowMs }: BoundServices,
): Promise<Spent | 'changed'> {
  const hour = Math.floor(nowMs() / 1_000 / HOUR_SECONDS);
  const key = `${bound}.${hour}`;
  const mapName = nameMap(tenantId);
  const found = await store.read(mapName, key);
  const { count, isMet } = parseCount(found?.data);
  const isWithin = count + amount <= tenantBounds[bound];
  if (!isWithin && isMet) return 'over';
  const data = isWithin ? { count: count + amount, isMet } : { count, isMet: true };
  const item = { key, data, ttlSeconds: 2 * HOUR_SECONDS };
  const kept =
    found === undefined
      ? await store.add(mapName, item)
      : await store.replace(mapName, item, found.revision);
  if (kept !== 'added' && typeof kept === 'string') return 'changed';
  return isWithin ? 'within' : 'met';
}

function parseCount(data: unknown): { readonly count: number; readonly isMet: boolean } {
  const { count, isMet } = Object(data) as { count?: unknown; isMet?: unknown };
  return { count: typeof count === 'number' ? count : 0, isMet: isMet === true };
}

/** Leaves the one log entry of a bound that is met. */
export function reportMet(bound: Bound, tenantId: string, log: Logger): void {
  log.warn('bound.met', 'A bound is met', {
    bound,
    tenantId,
    max: { ...bounds, ...tenantBounds }[bound],
  });
}

/** The same, once in an hour, of a bound that is not counted by the hour. */
export async function reportMetOnce(
  bound: Bound,
  tenantId: string,
  context: BoundServices,
): Promise<void> {
  const hour = Math.floor(context.nowMs() / 1_000 / HOUR_SECONDS);
  if (await claimOnce(`${bound}.${hour}`, tenantId, context)) {
    reportMet(bound, tenantId, context.log);
  }
}

/**
 * Claims something that must not happen twice although its message may come twice; what matters more
 * than that is `runOnce`'s. Without Sync every claim succeeds.
 * @returns whether this is the first claim
 */
export async function claimOnce(
  name: string,
  tenantId: string,
  { store, log }: Pick<BoundServices, 'store' | 'log'>,
): Promise<boolean> {
  try {
    const item = { key: name, data: {}, ttlSeconds: CLAIM_SECONDS };
    return (await store.add(nameMap(tenantId), item)) === 'added';
  } catch (error) {
    log.warn('bound.unclaimed', 'Sync does not say whether this is the first time', {
      ...describeError(error),
    });
    return true;
  }
}

/** Twilio repeats no callback after so long. */
export const CLAIM_SECONDS = 86_400;
