import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { type Deployment, getDeployment } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { createTwilioClient, readTwilioCredentials, toCliError } from '../../core/twilio-client';
import { checkLimits } from './check-limits';
import {
  type DeployedSwitch,
  readSwitch,
  setVariable,
  type SwitchPlace,
} from '../../core/deployed-switch';
import { nameOperator } from './operator';
import type { Switch } from './switch';

export interface SwitchTurn<State> {
  readonly deployment: Deployment;
  readonly before: State;
  readonly now: State;
  readonly isChanged: boolean;
  readonly by: string;
  readonly at: Date;
  /** Why the note about who did it could not be written; the switch is turned nevertheless. */
  readonly noteProblem: string | undefined;
}

/** Finds the environment that the options name. @throws {CliError} */
export async function findSwitchPlace(input: CommandInput): Promise<SwitchPlace> {
  const client = createTwilioClient(readTwilioCredentials(input.environment), input);
  input.progress.show('looking up the deployed environment');
  return { client, deployment: await getDeployment(client, input) };
}

/**
 * Turns the switch of the environment that the options name to what `decide` returns, and reads it
 * back, because Twilio offers no "change only if unchanged".
 * @throws {CliError} also if it then has another value than was written
 */
export async function turnSwitch<State>(
  input: CommandInput,
  kind: Switch<State>,
  decide: (current: State) => State,
): Promise<SwitchTurn<State>> {
  const place = await findSwitchPlace(input);
  input.progress.show(`reading ${kind.title}`);
  const before = await readSwitch(place, kind);
  const value = kind.format(decide(before.state));
  const turn = {
    deployment: place.deployment,
    before: before.state,
    by: nameOperator(input.environment, readTwilioCredentials(input.environment)),
    at: new Date(),
  };
  const isSame = value === kind.format(before.state) && (value !== '' || before.value === '');
  if (isSame) return { ...turn, now: before.state, isChanged: false, noteProblem: undefined };
  checkLimits(before, kind, value);
  input.progress.show(`changing ${kind.title}`);
  const now = await writeSwitch(place, kind, { before, value });
  const note = value === '' ? '' : `${turn.at.toISOString()} ${turn.by}`;
  const noteProblem = await writeNote(place, now, [kind.noteName, note]);
  return { ...turn, now: now.state, isChanged: true, noteProblem };
}

async function writeSwitch<State>(
  place: SwitchPlace,
  kind: Switch<State>,
  { before, value }: { readonly before: DeployedSwitch<State>; readonly value: string },
): Promise<DeployedSwitch<State>> {
  try {
    await setVariable(place, before, [kind.name, value]);
  } catch (error) {
    // Created or deleted since it was read: its current value decides.
    const { status } = Object(error) as { status?: number };
    if (status !== 404 && status !== 409) throw toCliError(`changing ${kind.title}`, error);
  }
  const now = await readSwitch(place, kind);
  if (now.value === value) return now;
  throw new CliError(
    exitCodes.found,
    `somebody else changed ${kind.title} at the same time: it is now ${kind.describe(now.state)}`,
    `npm run switchboard -- ${kind.command} status, and the command again if it is still needed`,
  );
}

/** The switch matters more than the note: a failure here is reported, but is no error. */
async function writeNote(
  place: SwitchPlace,
  now: DeployedSwitch<unknown>,
  [noteName, note]: readonly [noteName: string, note: string],
): Promise<string | undefined> {
  try {
    await setVariable(place, now, [noteName, note]);
    return undefined;
  } catch (error) {
    return `the switch is turned, but the note about who did it is missing: ${toCliError(`writing ${noteName}`, error).message}`;
  }
}
