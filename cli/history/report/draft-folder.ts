import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { isProcessAlive } from '../../core/is-process-alive';

const PREFIX = '.switchboard-draft-';
const NAME = new RegExp(`^\\${PREFIX}(\\d+)-`);

/** Those of this process. Another container may have had the same process id. */
const inUse = new Set<string>();

/**
 * Makes a folder beside a file that is being written, where only its owner can look and git does
 * not. Beside it, because a rename does not reach another disk. Removes what killed runs have left
 * there.
 */
export function makeDraftFolder(besideFile: string): string {
  const parent = path.dirname(besideFile);
  removeAbandoned(parent);
  const folder = mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
  inUse.add(folder);
  writeFileSync(path.join(folder, '.gitignore'), '*\n');
  return folder;
}

/** Removes the folder and all that is in it. */
export function removeDraftFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  inUse.delete(folder);
}

function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(NAME.exec(name)?.[1]);
    const folder = path.join(parent, name);
    const isAbandoned = pid === process.pid ? !inUse.has(folder) : !isProcessAlive(pid);
    if (!NAME.test(name) || !isAbandoned) continue;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, in a folder that many write to.
    }
  }
}

/** Returns the refusal of what an option names, with the command that makes a missing folder. */
export function refuseOutput(
  option: string,
  value: string,
  why: unknown,
  example: string,
): CliError {
  if (why instanceof CliError) return why;
  const refuse = (problem: string, fix: string) =>
    new CliError(exitCodes.usage, `${option} ${JSON.stringify(value)} ${problem}`, fix);
  if (typeof why === 'string') return refuse(why, `${option} ${example}`);
  const code = codeOf(why);
  if (code !== 'ENOENT') return refuse(`cannot be written (${code})`, `${option} ${example}`);
  const parent = path.dirname(value);
  return refuse(
    `cannot be written: there is no folder ${parent} (ENOENT)`,
    `mkdir -p ${JSON.stringify(parent)}`,
  );
}

/** Does a part of writing what an option names. @throws {CliError} if the disk is full, for example */
export function writePart(option: string, place: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new CliError(
      exitCodes.configuration,
      `${option}: ${place} cannot be written (${codeOf(error)})`,
      'free some space, or name another place, and run the command again: it continues with what was read',
    );
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
