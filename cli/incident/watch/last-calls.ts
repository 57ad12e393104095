import type { WatchState } from './incidents';
import type { WatchOptions } from './read-options';
import type { CallCollector, SeenCall } from './signals';

/** By tenant, oldest first. */
export type LastCalls = ReadonlyMap<string, readonly SeenCall[]>;

/**
 * Returns the last calls of each tenant, those of rounds before included: as many as it takes to say
 * something, and none from before `maxSilenceMs`.
 */
export function mergeLastCalls(
  { lastCalls = {} }: WatchState,
  collector: CallCollector,
  { minCalls, maxSilenceMs }: WatchOptions,
  nowMs: number,
): LastCalls {
  const tenantIds = new Set([...Object.keys(lastCalls), ...collector.listTenantIds()]);
  const merged = new Map<string, readonly SeenCall[]>();
  for (const tenantId of tenantIds) {
    const before = (lastCalls[tenantId] ?? []).map((call) => ({ ...call, tenantId }));
    // What became of a call may be known better by now.
    const bySid = new Map(
      [...before, ...collector.list(tenantId)].map((call) => [call.callSid, call]),
    );
    const last = [...bySid.values()]
      .filter(({ startMs }) => nowMs - startMs < maxSilenceMs)
      .sort((a, b) => a.startMs - b.startMs)
      .slice(-minCalls);
    if (last.length > 0) merged.set(tenantId, last);
  }
  return merged;
}

/** Returns them as they are remembered. */
export function toStored(lastCalls: LastCalls): NonNullable<WatchState['lastCalls']> {
  return Object.fromEntries(
    [...lastCalls].map(([tenantId, calls]) => [
      tenantId,
      calls.map(({ callSid, startMs, caller, bad, answeredAfterMs }) => ({
        callSid,
        startMs,
        caller,
        ...(bad === undefined ? {} : { bad }),
        ...(answeredAfterMs === undefined ? {} : { answeredAfterMs }),
      })),
    ]),
  );
}
