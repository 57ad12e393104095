import type { CommandReport } from '../../core/command';
import { exitCodes, worstExitCode } from '../../core/exit-codes';
import { formatTime } from '../../print/outage';
import { describeKeyFailure, toKeyFailureData } from '../../history/reconcile/key-failure';
import { isOpen } from './incidents';
import type { Round } from './run-round';

const BROKEN_STATE =
  "the watch's state could not be read and starts again: incidents that still last are sent again";

/**
 * Returns the report of a round: 1 while something is wrong, 4 (3 for a missing or refused key)
 * where a vendor could not be asked or the webhook took no message.
 * @param notes what the operator must know besides
 */
export function buildRoundReport(
  round: Round | undefined,
  notes: readonly string[],
): CommandReport {
  if (round === undefined) {
    const text = 'another round is running: nothing done';
    return { data: null, problems: [], text, exitCode: exitCodes.done };
  }
  const { nowMs, observation, stateWas, incidents, messages, unsent } = round;
  const keyFailures = observation.kind === 'seen' ? observation.keyFailures : [];
  const open = incidents.filter(isOpen);
  const problems = [
    ...(observation.kind === 'blind' ? [`cannot look: ${observation.why}`] : []),
    ...keyFailures.map((each) => `cannot look: ${describeKeyFailure(each)}`),
    ...(observation.kind === 'seen' && observation.limitsUnread !== undefined
      ? [`limits are not watched: ${observation.limitsUnread}`]
      : []),
    ...open.map(({ kind, since, what }) => `${kind} since ${since}: ${what}`),
    ...(unsent === undefined ? [] : [`not sent yet: ${unsent}; the next round tries again`]),
    ...(stateWas === 'broken' ? [BROKEN_STATE] : []),
    ...notes,
  ];
  const calls = observation.kind === 'seen' ? observation.collector.callCount : null;
  const looked = calls === null ? 'no calls seen' : `${calls} calls`;
  const unlooked = keyFailures.length > 0 ? ', cannot look at all of them' : '';
  const summary = (open.length === 0 ? 'nothing wrong' : `${open.length} open`) + unlooked;
  return {
    data: {
      at: new Date(nowMs).toISOString(),
      calls,
      cannotLook: observation.kind === 'blind' ? observation.why : null,
      keyFailures: keyFailures.map(toKeyFailureData),
      remembered: stateWas,
      incidents: incidents.map(({ kind, tenantIds, affected, since, endedAt, what, isSent }) => ({
        kind,
        tenantIds,
        affected,
        since,
        endedAt: endedAt ?? null,
        what,
        isSent,
      })),
      messages: messages.map(({ text }) => text),
      unsent: unsent ?? null,
    },
    problems,
    text: [
      `${formatTime(new Date(nowMs))}  ${looked}, ${calls === null ? 'cannot look' : summary}`,
      ...problems,
      ...messages.flatMap(({ text }) => ['', ...text.split('\n').map((line) => `  ${line}`)]),
    ].join('\n'),
    exitCode: worstExitCode([
      ...keyFailures.map(({ error }) => error.exitCode),
      ...(observation.kind === 'blind' || unsent !== undefined ? [exitCodes.vendor] : []),
      ...(open.length > 0 ? [exitCodes.found] : []),
    ]),
  };
}
