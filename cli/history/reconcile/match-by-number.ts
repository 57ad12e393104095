import type { TwilioRow, VapiRow } from './call-rows';

/**
 * A call at Vapi is created while Twilio waits for our answer, so this soon after the call's start
 * at most.
 */
const FARTHEST_MS = 60_000;

/**
 * Returns pairs, Vapi's id to Twilio's, of calls that no id connects: same caller, about the same
 * time. The nearest pair comes first, and no call is in two.
 * @param offsetMs how far Vapi's times are behind Twilio's starts, according to the exact pairs
 * around
 */
export function matchByNumber(
  vapiRows: readonly VapiRow[],
  twilioRows: readonly TwilioRow[],
  offsetMs: number,
): Map<string, string> {
  const byCaller = new Map<string, TwilioRow[]>();
  for (const row of twilioRows) {
    const same = byCaller.get(row.caller.key);
    if (same === undefined) byCaller.set(row.caller.key, [row]);
    else same.push(row);
  }
  const candidates = vapiRows.flatMap((vapi) =>
    // A call that names another one at Twilio is not this one.
    vapi.callSids.length > 0 || vapi.caller === undefined
      ? []
      : (byCaller.get(vapi.caller.key) ?? [])
          .map((twilio) => ({
            vapi,
            twilio,
            farMs: Math.abs(vapi.createdMs - twilio.startMs - offsetMs),
          }))
          .filter(({ farMs }) => farMs <= FARTHEST_MS),
  );
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { vapi, twilio } of candidates.sort((a, b) => a.farMs - b.farMs)) {
    if (pairs.has(vapi.vapiCallId) || taken.has(twilio.callSid)) continue;
    pairs.set(vapi.vapiCallId, twilio.callSid);
    taken.add(twilio.callSid);
  }
  return pairs;
}
