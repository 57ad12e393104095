import { type Bound, bounds, type HourlyBound } from '../config/bounds';
import { describeError, type Logger } from '../log/logger';
import type { SyncStore } from '../twilio/sync-store';
import { changeItem } from './change-item';
import { countOf } from './count-up';

/** What counting across calls needs. */
export interface BoundServices {
  readonly store: Pick<SyncStore, 'add' | 'read' | 'replace'>;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** A Map for each tenant, for Sync has a limit a second for each. It holds counts and sids, no number. */
export const nameMap = (tenantId: string) => `switchboard-bounds-${tenantId}`;

const HOUR_SECONDS = 3_600;

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
 * @param context With `max` where the tenant allows less.
 */
export async function spend(
  bound: HourlyBound,
  tenantId: string,
  amount: number,
  context: BoundServices & { readonly max?: number },
): Promise<Spent> {
  const { store, nowMs, log, max = bounds[bound] } = context;
  const key = `${bound}.${hourOf(nowMs())}`;
  const place = { mapName: nameMap(tenantId), key, ttlSeconds: 2 * HOUR_SECONDS };
  try {
    const { meaning, isKept } = await changeItem(place, store, (data) =>
      decideSpending(data, amount, max),
    );
    if (!isKept) return 'too-fast';
    if (meaning === 'met') reportMet(bound, tenantId, log, max);
    return meaning;
  } catch (error) {
    if (isTooFast(error)) return 'too-fast';
    log.warn('bound.uncounted', 'Sync does not count', { bound, ...describeError(error) });
    return 'within';
  }
}

function hourOf(atMs: number): number {
  return Math.floor(atMs / 1_000 / HOUR_SECONDS);
}

/** Sync takes 20 reads and 20 writes a second for each Map. */
function isTooFast(error: unknown): boolean {
  return (Object(error) as { status?: unknown }).status === 429;
}

function decideSpending(data: unknown, amount: number, max: number) {
  const count = countOf(data);
  const isMet = (Object(data) as { isMet?: unknown }).isMet === true;
  if (count + amount <= max) {
    return { data: { count: count + amount, isMet }, meaning: 'within' } as const;
  }
  return isMet
    ? ({ data: undefined, meaning: 'over' } as const)
    : ({ data: { count, isMet: true }, meaning: 'met' } as const);
}

/** Leaves the one log entry of a bound that is met. */
export function reportMet(
  bound: Bound,
  tenantId: string,
  log: Logger,
  max: number = bounds[bound],
): void {
  log.warn('bound.met', 'A bound is met', { bound, tenantId, max });
}

/** The same, once in an hour, of a bound that is not counted by the hour. */
export async function reportMetOnce(
  bound: Bound,
  tenantId: string,
  context: BoundServices,
): Promise<void> {
  if (await claimOnce(`${bound}.${hourOf(context.nowMs())}`, tenantId, context)) {
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
