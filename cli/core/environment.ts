import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';

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
