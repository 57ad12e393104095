import type { Outage } from '../../../src/config/outage';
import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { type Deployment, getDeployment } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { createTwilioClient, readTwilioCredentials, toCliError } from '../../core/twilio-client';
import { formatValue } from './change';
import { checkLimits } from './check-limits';
import {
  type DeployedSwitch,
  NOTE_NAME,
  readSwitch,
  setVariable,
  SWITCH_NAME,
  type SwitchPlace,
} from '../../core/deployed-switch';
import { nameOperator } from './operator';

export interface SwitchTurn {
  readonly deployment: Deployment;
  readonly before: Outage;
  readonly now: Outage;
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
export async function turnSwitch(
  input: CommandInput,
  decide: (current: Outage) => Outage,
): Promise<SwitchTurn> {
  const place = await findSwitchPlace(input);
  input.progress.show('reading the outage switch');
  const before = await readSwitch(place);
  const value = formatValue(decide(before.outage));
  const turn = {
    deployment: place.deployment,
    before: before.outage,
    by: nameOperator(input.environment, readTwilioCredentials(input.environment)),
    at: new Date(),
  };
  const isSame = value === formatValue(before.outage) && (value !== '' || before.value === '');
  if (isSame) return { ...turn, now: before.outage, isChanged: false, noteProblem: undefined };
  checkLimits(before, value);
  input.progress.show('turning the outage switch');
  const now = await writeSwitch(place, before, value);
  const note = value === '' ? '' : `${turn.at.toISOString()} ${turn.by}`;
  const noteProblem = await writeNote(place, now, note);
  return { ...turn, now: now.outage, isChanged: true, noteProblem };
}

async function writeSwitch(
  place: SwitchPlace,
  before: DeployedSwitch,
  value: string,
): Promise<DeployedSwitch> {
  try {
    await setVariable(place, before, [SWITCH_NAME, value]);
  } catch (error) {
    // Created or deleted since it was read: its current value decides.
    const { status } = Object(error) as { status?: number };
    if (status !== 404 && status !== 409) throw toCliError('turning the outage switch', error);
  }
  const now = await readSwitch(place);
  if (now.value === value) return now;
  throw new CliError(
    exitCodes.found,
    `somebody else turned the outage switch at the same time: it is now ${now.value === '' ? 'off' : `on for ${now.value}`}`,
    'npm run switchboard -- outage status, and the command again if it is still needed',
  );
}

/** The switch matters more than the note: a failure here is reported, but is no error. */
async function writeNote(
  place: SwitchPlace,
  now: DeployedSwitch,
  note: string,
): Promise<string | undefined> {
  try {
    await setVariable(place, now, [NOTE_NAME, note]);
    return undefined;
  } catch (error) {
    return `the switch is turned, but the note about who did it is missing: ${toCliError(`writing ${NOTE_NAME}`, error).message}`;
  }
}
