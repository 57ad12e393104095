import path from 'node:path';
import {
  EnvironmentFileError,
  readEnvironmentFile as read,
} from '../../src/config/environment-file';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

/**
 * Returns the contents of a file of variables, empty values included; undefined if there is none.
 * @throws {CliError} if the deploy tools would change or skip a part of it
 */
export function readEnvironmentFile(
  projectFolder: string,
  name = '.env',
): Record<string, string> | undefined {
  try {
    return read(path.join(projectFolder, name));
  } catch (error) {
    if (!(error instanceof EnvironmentFileError)) throw error;
    throw new CliError(exitCodes.configuration, error.message, `correct ${name}`);
  }
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
