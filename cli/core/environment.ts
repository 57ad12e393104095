import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

/**
 * Returns the contents of a file of variables, empty values included; undefined if there is none.
 */
export function readEnvironmentFile(
  projectFolder: string,
  name = '.env',
): Record<string, string> | undefined {
  const file = path.join(projectFolder, name);
  return existsSync(file) ? parse(readFileSync(file)) : undefined;
}

const ACCOUNT_NAMES = ['TWILIO_ACCOUNT_SID', 'ACCOUNT_SID'] as const;

/**
 * Deploys read the account from `.env`, commands from the shell first.
 * @throws {CliError} where the two name different accounts
 */
export function refuseTwoAccounts(
  projectFolder: string,
  own: Readonly<Record<string, string | undefined>>,
): void {
  const inShell = findAccount(own);
  const inFile = findAccount(readEnvironmentFile(projectFolder) ?? {});
  if (!inShell || !inFile || inShell.sid === inFile.sid) return;
  throw new CliError(
    exitCodes.configuration,
    `${inShell.name} of the shell is ${inShell.sid}, ${inFile.name} in .env is ${inFile.sid}: deploys would go to one account, commands to the other`,
    `unset ${inShell.name}, or correct .env`,
  );
}

function findAccount(environment: Readonly<Record<string, string | undefined>>) {
  return ACCOUNT_NAMES.map((name) => ({ name, sid: environment[name]?.trim() ?? '' })).find(
    ({ sid }) => sid !== '',
  );
}

/** Returns the variables of the project's `.env` with the process's own over them. */
export function readCliEnvironment(
  projectFolder: string,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const fromFile = readEnvironmentFile(projectFolder) ?? {};
  const given = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return { ...fromFile, ...Object.fromEntries(given) };
}
