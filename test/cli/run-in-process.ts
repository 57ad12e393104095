import type { Agent } from 'node:https';
import { runCli } from '../../cli/run-cli';

/** How the command line ended and what it said. */
export interface CliRun {
  /** Null when a signal ended its process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run finds around it. */
export interface CliSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly httpsAgent?: Agent;
  readonly ask?: ((question: string) => Promise<string>) | undefined;
}

/** Runs the command line as its process does, in this one. */
export async function runInProcess(
  words: readonly string[],
  surroundings: CliSurroundings,
): Promise<CliRun> {
  const said = { stdout: '', stderr: '' };
  const exitCode = await runCli(words, {
    ...surroundings,
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
  });
  return { exitCode, ...said };
}
