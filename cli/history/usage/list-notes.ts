import { describeKeyFailure, type KeyFailure } from '../reconcile/key-failure';
import { type TimeWindow, VAPI_KEEPS_MS } from '../reconcile/time-window';
import type { Comparison } from './compare';
import type { CountedUsage } from './count-usage';
import type { Rules } from './rules';

interface NoteSource {
  readonly window: TimeWindow;
  readonly days: TimeWindow | undefined;
  readonly nowMs: number;
  readonly hasLogs: boolean;
  readonly isResumed: boolean;
  readonly rules: Rules;
  readonly keyFailures: readonly KeyFailure[];
  readonly comparisons: readonly Comparison[];
  /** The oldest day in the window that no archive has; undefined = all of them are archived. */
  readonly oldestReadMs: number | undefined;
}

/** Returns what must be known before a bill is written, one sentence each. */
export function listUsageNotes(counted: CountedUsage, source: NoteSource): string[] {
  const { nowMs, hasLogs, isResumed, rules, keyFailures, oldestReadMs } = source;
  const isOld = oldestReadMs !== undefined && nowMs - oldestReadMs > VAPI_KEEPS_MS;
  return [
    ...keyFailures.map((each) => `${describeKeyFailure(each)}.`),
    ...(isOld
      ? [
          `Vapi keeps calls for 14 days on its ordinary plan: of ${counted.unknownAtVapi} calls that lasted it lists nothing, and older minutes and costs may be missing. Write an archive each day (switchboard archive), and read it with --archive.`,
        ]
      : []),
    ...(hasLogs
      ? []
      : [
          "The Functions' log was not read (--logs): transfers that ended with the call are missing, and calls without a call at Vapi count for the tenant who has the number today.",
        ]),
    ...(rules.isRejectedOut && !hasLogs
      ? ['Without --logs, rejected calls are those that were never answered.']
      : []),
    ...listComparisonNotes(source),
    ...(isResumed
      ? ['This run continues an interrupted one: what it had read before is as old as that.']
      : []),
  ];
}

function listComparisonNotes({ window, days, comparisons }: NoteSource): string[] {
  const compared = comparisons.find(({ what }) => what === 'calls-inbound');
  const vapi = comparisons.find(({ what }) => what === 'calls at Vapi');
  const isWider =
    days !== undefined && (days.fromMs !== window.fromMs || days.untilMs !== window.untilMs);
  return [
    ...(compared === undefined
      ? [
          'Twilio counts whole days in GMT, and none of the window is over: nothing to compare with.',
        ]
      : []),
    ...(isWider && compared !== undefined
      ? [
          `Twilio counts whole days in GMT: compared are ${toDay(days.fromMs)} to ${toDay(days.untilMs - 1)}.`,
        ]
      : []),
    ...(vapi !== undefined && vapi.theirs === undefined
      ? ['Vapi gives no sum of its own for this time: its list is all there is.']
      : []),
  ];
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
