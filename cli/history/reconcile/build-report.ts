import type { CommandReport } from '../../core/command';
import { exitCodes, worstExitCode } from '../../core/exit-codes';
import { describeKeyFailure, type KeyFailure, toKeyFailureData } from './key-failure';
import { formatClasses, formatExamples, formatTenants, shareOf } from './print-reconcile';
import { callClasses } from './classify';
import type { RunHead } from './spill';
import type { Tally } from './tally';
import { VAPI_KEEPS_MS } from './time-window';

/** What the report says besides the counts. */
export interface ReportNotes {
  readonly head: RunHead;
  /** Whether this continues an interrupted run. */
  readonly isResumed: boolean;
  readonly hasLogs: boolean;
  readonly nowMs: number;
  readonly keyFailures: readonly KeyFailure[];
}

/**
 * Returns the report; it ends with 1 if a call that should have reached Vapi did not, and with 3 or 4
 * if a key could not be asked.
 */
export function buildReconcileReport(tally: Tally, context: ReportNotes): CommandReport {
  const { head, isResumed, hasLogs, keyFailures } = context;
  const problems = listProblems(tally, context);
  const window = {
    from: new Date(head.fromMs).toISOString(),
    until: new Date(head.untilMs).toISOString(),
  };
  const { twilioCount, vapiCount, otherVapiCount, byNumberCount } = tally;
  return {
    data: {
      window,
      isResumed,
      hasLogs,
      keyFailures: keyFailures.map(toKeyFailureData),
      twilioCalls: twilioCount,
      vapiCalls: vapiCount,
      otherVapiCalls: otherVapiCount,
      joinedByNumber: byNumberCount,
      classes: Object.fromEntries(
        callClasses.map((name) => [
          name,
          { ...tally.classes[name], share: round(shareOf(name, tally)) },
        ]),
      ),
      tenants: Object.fromEntries(tally.tenants),
    },
    problems,
    text: [
      `${window.from} to ${window.until}${isResumed ? ', continued from an interrupted run' : ''}`,
      `${twilioCount} calls at Twilio, ${vapiCount} at Vapi, ${byNumberCount} of them joined by caller and time; ${otherVapiCount} other calls at Vapi left out`,
      '',
      formatClasses(tally),
      ...[formatTenants(tally), formatExamples(tally), listNotes(tally, context).join('\n')]
        .filter((text) => text !== '')
        .flatMap((text) => ['', text]),
    ].join('\n'),
    exitCode: worstExitCode([
      ...keyFailures.map(({ error }) => error.exitCode),
      problems.length === 0 ? exitCodes.done : exitCodes.found,
    ]),
  };
}

function listProblems(tally: Tally, { hasLogs, keyFailures }: ReportNotes): string[] {
  const { count } = tally.classes['never-reached-vapi'];
  const unwanted = tally.unwantedFallbackCount;
  return [
    ...keyFailures.map(describeKeyFailure),
    ...(count === 0
      ? []
      : [
          hasLogs
            ? `${count} calls reached neither our Function nor Vapi: see numbers plan`
            : `${count} calls never reached Vapi: they heard a fallback, or their number does not lead here; --logs says which`,
        ]),
    ...(unwanted === 0 ? [] : [`${unwanted} calls got a fallback instead of the assistant`]),
  ];
}

function listNotes(tally: Tally, context: ReportNotes): string[] {
  const { head, nowMs } = context;
  const isOld = nowMs - head.fromMs > VAPI_KEEPS_MS;
  return [
    ...listProblems(tally, context),
    ...(isOld
      ? ['Vapi keeps calls for 14 days on its ordinary plan: older ones are missing there.']
      : []),
  ];
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000;
