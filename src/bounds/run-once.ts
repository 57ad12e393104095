import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../log/logger';
import { type BoundServices, CLAIM_SECONDS, nameMap } from './hourly';

export interface RunOnceServices extends BoundServices {
  /** What is left for the work. After that, the request that claimed it does nothing more. */
  readonly remainingMs: () => number;
}

/**
 * What became of work that must be done once although its webhook may come twice. `under-way`: another
 * container does it, so the webhook should be repeated in case that container dies.
 */
export type RunOutcome = 'done' | 'failed' | 'repeated' | 'under-way';

interface Claim {
  readonly key: string;
  readonly isDone: boolean;
  readonly leaseEndsAtMs: number;
}

/** Less is too little for the work. */
const LEAST_MS = 2_000;
const POLL_MS = 400;

/**
 * Does work once. It is claimed for as long as this request may last, and marked as done after it: if
 * this container dies in between, or the work fails, the next copy of the webhook does it again. A copy
 * that comes meanwhile waits for the end of the claim. Without Sync all copies do it.
 * @param work Returns whether it is done, or need not be tried again; never throws.
 */
export async function runOnce(
  name: string,
  tenantId: string,
  context: RunOnceServices,
  work: () => Promise<boolean>,
): Promise<RunOutcome> {
  const { nowMs, remainingMs, log } = context;
  let claimed: Claimed = 'under-way';
  try {
    for (;;) {
      claimed = await claim(name, tenantId, context);
      if (claimed !== 'under-way') break;
      if (remainingMs() - POLL_MS < LEAST_MS) return 'under-way';
      await sleep(POLL_MS);
    }
  } catch (error) {
    reportUnclaimed(error, log);
    claimed = 'unknown';
  }
  if (claimed === 'repeated') return claimed;
  const isDone = await work();
  try {
    const left: Claim = { key: name, isDone, leaseEndsAtMs: nowMs() };
    if (claimed === 'mine') await context.store.replace(nameMap(tenantId), toItem(left));
  } catch (error) {
    reportUnclaimed(error, log);
  }
  return isDone ? 'done' : 'failed';
}

type Claimed = 'mine' | 'repeated' | 'under-way' | 'unknown';

async function claim(
  key: string,
  tenantId: string,
  { store, nowMs, remainingMs }: RunOnceServices,
): Promise<Claimed> {
  const mapName = nameMap(tenantId);
  const mine = toItem({ key, isDone: false, leaseEndsAtMs: nowMs() + remainingMs() });
  if ((await store.add(mapName, mine)) === 'added') return 'mine';
  const found = await store.read(mapName, key);
  if (found === undefined) return 'under-way';
  const { isDone, leaseEndsAtMs } = Object(found.data) as Partial<Record<keyof Claim, unknown>>;
  if (isDone === true) return 'repeated';
  if (typeof leaseEndsAtMs === 'number' && leaseEndsAtMs > nowMs()) return 'under-way';
  const replaced = await store.replace(mapName, mine, found.revision);
  return typeof replaced === 'string' ? 'under-way' : 'mine';
}

function toItem({ key, ...data }: Claim) {
  return { key, data, ttlSeconds: CLAIM_SECONDS };
}

function reportUnclaimed(error: unknown, log: BoundServices['log']): void {
  const text = 'Sync does not say whether this is the first time';
  log.warn('bound.unclaimed', text, describeError(error));
}
