import type { JoinedCall } from './join-calls';

/**
 * Returns how long the caller waited for the assistant: from the call's start at Twilio until the first
 * assistant joined, in milliseconds; undefined where none did. Two clocks, and Twilio's tells whole
 * seconds: good for many calls, not for one. Nothing is taken off, so it is below 0 where Vapi's clock
 * is behind.
 */
export function measureTimeToAnswer({
  twilio,
  vapi,
}: Pick<JoinedCall, 'twilio' | 'vapi'>): number | undefined {
  const joinedMs = vapi.map(({ startedMs }) => startedMs).filter((ms) => ms !== undefined);
  return joinedMs.length === 0 ? undefined : Math.min(...joinedMs) - twilio.startMs;
}
