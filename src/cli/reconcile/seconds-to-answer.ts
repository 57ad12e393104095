import type { JoinedCall } from './join-calls';

/**
 * Returns how long the caller waited for the assistant: from the call's start at Twilio until the first
 * assistant joined, in seconds; undefined where none did. Two clocks, and Twilio's tells whole seconds:
 * good for many calls, not for one.
 */
export function measureSecondsToAnswer({
  twilio,
  vapi,
}: Pick<JoinedCall, 'twilio' | 'vapi'>): number | undefined {
  const joinedMs = vapi.map(({ startedMs }) => startedMs).filter((ms) => ms !== undefined);
  if (joinedMs.length === 0) return undefined;
  return Math.max(0, (Math.min(...joinedMs) - twilio.startMs) / 1_000);
}
