import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';

/** Returns the variables of the project's `.env` with the process's own over them. */
export function readCliEnvironment(
  projectFolder: string,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const file = path.join(projectFolder, '.env');
  const fromFile = existsSync(file) ? parse(readFileSync(file)) : {};
  const given = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return { ...fromFile, ...Object.fromEntries(given) };
}
