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
