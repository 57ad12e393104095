import type { CommandInput, CommandReport } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { readEnvironmentName } from '../../core/deployment';
import { listUploaded } from '../../core/uploaded-environment';
import { exitCodes } from '../../core/exit-codes';
import { formatOutage, formatTime } from '../../print/outage';
import { formatValue } from './change';
import { SWITCH_NAME } from '../../core/deployed-switch';
import type { SwitchTurn } from './turn-switch';

/** Returns what `outage on` and `outage off` print. */
export function reportTurn(input: CommandInput, turn: SwitchTurn): CommandReport {
  const { deployment, before, now, isChanged, by, at, noteProblem } = turn;
  const environment = readEnvironmentName(input.values);
  const problems = [noteProblem, findDeployProblem(input, formatValue(now))].filter(
    (problem) => problem !== undefined,
  );
  const lines = isChanged
    ? [
        `was  ${formatOutage(before)}`,
        `now  ${formatOutage(now)}`,
        `by   ${by}, ${formatTime(at)}`,
        '',
        `It takes effect within seconds. Try it: ${buildCommandLine('switchboard smoke', { environment })}`,
      ]
    : [`nothing to do: the outage switch is already ${formatOutage(now)}`];
  return {
    data: {
      environment,
      domainName: deployment.domainName,
      before,
      now,
      isChanged,
      by,
      at: formatTime(at),
    },
    problems,
    text: [`${deployment.domainName} (${environment})`, ...lines, ...problems].join('\n'),
    exitCode: exitCodes.done,
  };
}

/** A deploy from here uploads the values of `.env`; an empty value leaves the switch alone. */
function findDeployProblem(
  { projectFolder, environment }: CommandInput,
  value: string,
): string | undefined {
  const uploaded = listUploaded(projectFolder, environment)?.[SWITCH_NAME];
  if (uploaded === undefined || uploaded === value) return undefined;
  return `the next deploy from here sets it to "${uploaded}": take ${SWITCH_NAME} out of .env`;
}
