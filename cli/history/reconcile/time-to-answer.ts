import type { VapiRow } from './call-rows';
import type { JoinedCall } from './join-calls';

/**
 * Returns how long the caller waited for the assistant: from the call's start at Twilio until the
 * first assistant joined, in milliseconds; undefined if none did. Two clocks are involved, and
 * Twilio's has whole seconds: good for many calls, not for one. Nothing is corrected, so the result
 * is negative if Vapi's clock is behind.
 */
export function measureTimeToAnswer({
  twilio,
  vapi,
}: Pick<JoinedCall, 'twilio' | 'vapi'>): number | undefined {
  const joinedMs = vapi.map(({ startedMs }) => startedMs).filter((ms) => ms !== undefined);
  return joinedMs.length === 0 ? undefined : Math.min(...joinedMs) - twilio.startMs;
}

/**
 * Returns how long the assistant took to join, in milliseconds, from the creation of the call at Vapi; by
 * Vapi's clock alone. Undefined if none joined.
 */
export function measureTimeToJoin(rows: readonly VapiRow[]): number | undefined {
  const joined = rows.find(({ startedMs }) => startedMs !== undefined);
  return joined?.startedMs === undefined ? undefined : joined.startedMs - joined.createdMs;
}
