import type { SettingName } from '../../../src/config/settings';
import type { CommandInput, CommandReport } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { readEnvironmentName } from '../../core/deployment';
import { listUploaded } from '../../core/uploaded-environment';
import { exitCodes } from '../../core/exit-codes';
import { formatTime } from '../../print/outage';
import { readSwitch } from '../../core/deployed-switch';
import type { Switch } from './switch';
import { findSwitchPlace, type SwitchTurn } from './turn-switch';

/** Returns what `on` and `off` print. */
export function reportTurn<State>(
  input: CommandInput,
  kind: Switch<State>,
  turn: SwitchTurn<State>,
): CommandReport {
  const { deployment, before, now, isChanged, by, at, noteProblem } = turn;
  const environment = readEnvironmentName(input.values);
  const problems = [noteProblem, findDeployProblem(input, kind.name, kind.format(now))].filter(
    (problem) => problem !== undefined,
  );
  const lines = isChanged
    ? [
        `was  ${kind.describe(before)}`,
        `now  ${kind.describe(now)}`,
        `by   ${by}, ${formatTime(at)}`,
        '',
        `It takes effect within seconds. Try it: ${buildCommandLine('switchboard smoke', { environment })}`,
      ]
    : [`nothing to do: ${kind.title} is already ${kind.describe(now)}`];
  return {
    data: {
      environment,
      domainName: deployment.domainName,
      before: kind.toData(before),
      now: kind.toData(now),
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
  name: SettingName,
  value: string,
): string | undefined {
  const uploaded = listUploaded(projectFolder, environment)?.[name];
  if (uploaded === undefined || uploaded === value) return undefined;
  return `the next deploy from here sets it to "${uploaded}": take ${name} out of .env`;
}

/** Returns what `status` prints. It changes nothing. @throws {CliError} */
export async function reportStatus<State>(
  input: CommandInput,
  kind: Switch<State>,
  describeUnknown: (state: State) => readonly string[],
): Promise<CommandReport> {
  const place = await findSwitchPlace(input);
  const { state, since, by, problems: unreadable } = await readSwitch(place, kind);
  const environment = readEnvironmentName(input.values);
  const { domainName } = place.deployment;
  const problems = [...unreadable, ...describeUnknown(state)];
  const lines = [
    `${domainName} (${environment})`,
    `${kind.title} is ${kind.describe(state)}`,
    ...(since === undefined
      ? []
      : [`since ${formatTime(since)}`, `by ${by ?? 'somebody without this command'}`]),
    ...problems,
  ];
  return {
    data: {
      environment,
      domainName,
      ...kind.toData(state),
      since: since === undefined ? null : formatTime(since),
      by: by ?? null,
    },
    problems,
    text: lines.join('\n'),
    exitCode: problems.length === 0 ? exitCodes.done : exitCodes.found,
  };
}
