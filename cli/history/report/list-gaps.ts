import { describeKeyFailure } from '../reconcile/key-failure';
import { VAPI_KEEPS_MS } from '../reconcile/time-window';
import type { Gathering } from './gather';
import type { ReportSource } from './report-source';

const DAY_MS = 24 * 60 * 60_000;
/**
 * Twilio keeps the Functions' log this long. @see
 * https://www.twilio.com/docs/serverless/api/resource/logs
 */
const LOG_KEPT_MS = 30 * DAY_MS;
/** A call is created at Vapi while Twilio waits for our answer, which takes at most this long. */
const USUAL_LAG_SECONDS = { least: -1, max: 10 };

type GapSource = Pick<ReportSource, 'head' | 'hasLogs' | 'isResumed' | 'nowMs' | 'keyFailures'>;

/** Returns what is missing in the figures or must be read with care, one sentence each. */
export function listGaps(gathered: Gathering, context: GapSource): string[] {
  const { total, otherVapiCalls } = gathered;
  const failures = context.keyFailures.map((each) => `${describeKeyFailure(each)}.`);
  if (total.calls === 0) {
    return [
      ...failures,
      "Twilio lists no call to the tenants' numbers in this time.",
      ...listAges(gathered, context),
    ];
  }
  const isVapiMissing = total.vapiCalls === 0;
  return [
    ...failures,
    ...(isVapiMissing
      ? [
          `Vapi lists no call of the switchboard in this time${otherVapiCalls > 0 ? `, only ${otherVapiCalls} others` : ''}: times, talk and cost are missing. Is the key that of the right organisation?`,
        ]
      : []),
    ...listAges(gathered, context),
    ...(context.hasLogs
      ? []
      : [
          "The Functions' log was not read (--logs): stream failures and bounds that were met are missing, and a call that Vapi never got may have heard a fallback, or was refused or answered by people at the front door.",
        ]),
    ...listClockGaps(gathered),
    ...listMoneyGaps(gathered),
  ];
}

function listAges({ total }: Gathering, { head, hasLogs, isResumed, nowMs }: GapSource): string[] {
  const ageMs = nowMs - head.fromMs;
  return [
    ...(ageMs > VAPI_KEEPS_MS
      ? [
          `Vapi keeps calls for 14 days on its ordinary plan: ${total.tooOld} older calls that it does not list count as unknown.`,
        ]
      : []),
    ...(hasLogs && ageMs > LOG_KEPT_MS
      ? [
          "Twilio keeps the Functions' log for 30 days: stream failures and reasons of fallbacks before are missing.",
        ]
      : []),
    ...(isResumed
      ? ['This run continues an interrupted one, and ends at the time when that one started.']
      : []),
  ];
}

function listClockGaps({ vapiLag }: Gathering): string[] {
  const seconds = vapiLag.quantileSeconds(0.5);
  if (seconds === undefined) return [];
  const { least, max } = USUAL_LAG_SECONDS;
  if (seconds >= least && seconds <= max) return [];
  const word = seconds < 0 ? 'before' : 'after';
  return [
    `By their clocks, Vapi creates a call ${Math.abs(seconds).toFixed(1)} s ${word} Twilio begins it: the clocks differ, and seconds to answer are off by about as much. Seconds to join are not.`,
  ];
}

function listMoneyGaps({ total }: Gathering): string[] {
  const { vapiCalls, vapiCallsWithoutCost, calls, callsWithoutPrice } = total;
  return [
    ...(vapiCallsWithoutCost > 0
      ? [`${vapiCallsWithoutCost} of ${vapiCalls} calls at Vapi have no cost (yet).`]
      : []),
    ...(callsWithoutPrice > 0
      ? [`${callsWithoutPrice} of ${calls} calls at Twilio have no price (yet).`]
      : []),
  ];
}
