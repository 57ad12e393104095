import { countUp } from '../bounds/count-up';
import type { Secret } from '../config/secret';
import { describeError, type Logger } from '../log/logger';
import { hashNumber } from '../bounds/hash-number';
import type { Tenant } from '../tenants/tenant';
import type { IncomingCall } from '../twilio/incoming-call';
import type { SyncStore } from '../twilio/sync-store';
import type { CallCounts } from './decide-callers';

export interface CountServices {
  readonly store: SyncStore;
  /** Hides callers' numbers in the names of counters. */
  readonly secret: Secret | undefined;
  readonly nowMs: () => number;
  /** Waits for counting, which takes several requests, as long as a caller may. @throws when it takes longer */
  readonly inTime: <T>(counting: Promise<T>) => Promise<T>;
  readonly log: Logger;
}

/** Counts of calls, by an HMAC of the caller's number. */
const nameCallers = (tenantId: string) => `switchboard-callers-${tenantId}`;

/** A tenant's calls in progress, by their CallSids. */
const nameLiveCalls = (tenantId: string) => `switchboard-live-${tenantId}`;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A call whose end nobody reported is forgotten then, so that it blocks nobody for long. */
const LIVE_SECONDS = 3_600;

/**
 * Counts a new call where the tenant limits them. Never throws: what Sync cannot count is not counted,
 * and the caller gets through. Withheld numbers are not counted: they are many people.
 */
export async function countCall(
  { caller, callSid }: Pick<IncomingCall, 'caller' | 'callSid'>,
  { id, callers }: Tenant,
  { store, secret, nowMs, inTime, log }: CountServices,
): Promise<CallCounts> {
  const { perCallerHour, perCallerDay, atOnce } = callers?.limits ?? {};
  const name =
    caller.kind === 'number' && secret && hashNumber(caller.number, 'caller count', secret);
  const count = async (counting: false | Promise<number>): Promise<number | undefined> => {
    try {
      return counting === false ? undefined : await inTime(counting);
    } catch (error) {
      log.warn('front_door.uncounted', 'Sync does not count', describeError(error));
      return undefined;
    }
  };
  const countCaller = (unit: string, lengthMs: number) => {
    const period = Math.floor(nowMs() / lengthMs);
    const key = `${unit}.${period}.${name}`;
    return countUp({ mapName: nameCallers(id), key, ttlSeconds: (2 * lengthMs) / 1_000 }, store);
  };
  const isNamed = typeof name === 'string';
  const [callerHour, callerDay, live] = await Promise.all([
    count(perCallerHour !== undefined && isNamed && countCaller('hour', HOUR_MS)),
    count(perCallerDay !== undefined && isNamed && countCaller('day', DAY_MS)),
    count(atOnce !== undefined && countLive(callSid, id, store)),
  ]);
  return { callerHour, callerDay, atOnce: live };
}

async function countLive(callSid: string, tenantId: string, store: SyncStore): Promise<number> {
  const mapName = nameLiveCalls(tenantId);
  await store.add(mapName, { key: callSid, data: {}, ttlSeconds: LIVE_SECONDS });
  return (await store.list(mapName)).length;
}

/** Forgets a call that is over. @throws when Twilio does not answer */
export async function forgetLive(
  callSid: string,
  { id, callers }: Tenant,
  store: SyncStore,
): Promise<void> {
  if (callers?.limits?.atOnce === undefined) return;
  await store.remove(nameLiveCalls(id), callSid);
}
