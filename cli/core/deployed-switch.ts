import type { ClosedTenants } from '../../src/config/closed-by-hand';
import { type Config, readConfig } from '../../src/config/config';
import type { Outage } from '../../src/config/outage';
import type { SettingName } from '../../src/config/settings';
import type { Deployment } from './deployment';
import { askTwilio, type TwilioClient } from './twilio-client';

/** A variable that the Functions read, and that commands change on the deployed environment. */
export interface DeployedVariableOf<State> {
  readonly name: SettingName;
  /** Who changed it and when, `<ISO time> <who>`. No Function reads it. */
  readonly noteName: string;
  readonly read: (config: Config) => State;
}

export const OUTAGE_SWITCH: DeployedVariableOf<Outage> = {
  name: 'SWITCHBOARD_OUTAGE',
  noteName: 'SWITCHBOARD_OUTAGE_NOTE',
  read: ({ outage }) => outage,
};

export const CLOSED_SWITCH: DeployedVariableOf<ClosedTenants> = {
  name: 'SWITCHBOARD_CLOSED',
  noteName: 'SWITCHBOARD_CLOSED_NOTE',
  read: ({ closedByHand }) => closedByHand,
};

/** An environment, and the client that reads it. */
export interface SwitchPlace {
  readonly client: TwilioClient;
  readonly deployment: Deployment;
}

interface DeployedVariable {
  readonly sid: string;
  readonly value: string;
  readonly updatedAt: Date;
}

export interface DeployedSwitch<State> {
  readonly state: State;
  /** The variable's value; empty = not set. */
  readonly value: string;
  /** The part of the value that the Functions cannot read. */
  readonly problems: readonly string[];
  /** When the value was set; undefined if it is not. */
  readonly since: Date | undefined;
  /** Who set it; undefined if it was not this command line. */
  readonly by: string | undefined;
  /** All variables of the environment by name. They include secrets: never print them. */
  readonly variables: ReadonlyMap<string, DeployedVariable>;
}

/** Reads an environment's switch as its Functions do. @throws {CliError} */
export async function readSwitch<State>(
  place: SwitchPlace,
  { name, noteName, read }: DeployedVariableOf<State>,
): Promise<DeployedSwitch<State>> {
  const listed = await askTwilio('listing variables', variablesOf(place).list());
  const variables = new Map(
    listed.map(({ key, sid, value, dateUpdated }) => [key, { sid, value, updatedAt: dateUpdated }]),
  );
  const current = variables.get(name);
  const value = current?.value.trim() ?? '';
  const { config, problems } = readConfig({ [name]: value });
  return {
    state: read(config),
    value,
    problems: problems.filter((problem) => problem.startsWith(`${name}:`)),
    since: value === '' ? undefined : current?.updatedAt,
    by: current && readNote(current, variables.get(noteName)),
    variables,
  };
}

/** Sets a variable, or deletes it if the value is empty. @throws what Twilio's client throws */
export async function setVariable(
  place: SwitchPlace,
  { variables }: Pick<DeployedSwitch<unknown>, 'variables'>,
  [name, value]: readonly [name: string, value: string],
): Promise<void> {
  const existing = variables.get(name);
  if (existing === undefined) {
    if (value !== '') await variablesOf(place).create({ key: name, value });
    return;
  }
  const variable = environmentOf(place).variables(existing.sid);
  if (value === '') await variable.remove();
  else await variable.update({ value });
}

/**
 * The note belongs to one value: an older note is about a value that somebody has replaced by hand.
 */
function readNote(
  { updatedAt }: DeployedVariable,
  note: DeployedVariable | undefined,
): string | undefined {
  if (note === undefined || note.updatedAt < updatedAt) return undefined;
  return /^\d{4}-[\d:TZ.-]+ (\P{Cc}{1,100})$/u.exec(note.value)?.[1];
}

function environmentOf({ client, deployment }: SwitchPlace) {
  const { serviceSid, environmentSid } = deployment;
  return client.serverless.v1.services(serviceSid).environments(environmentSid);
}

function variablesOf(place: SwitchPlace) {
  return environmentOf(place).variables;
}
