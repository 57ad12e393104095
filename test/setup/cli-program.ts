import { execFileSync } from 'node:child_process';
import { inProject } from '../../build/project';

/** The command line in one file, as `npm run switchboard` keeps it. */
export const cliProgram = inProject('.switchboard', 'cli', 'main.js');

/** Bundles the command line where it is not fresh. */
export function buildCliProgram(): void {
  execFileSync(process.execPath, [inProject('cli', 'start.cjs'), '--help']);
}
