import { CliError } from './cli-error';
import type { CommandInput } from './command';
import { exitCodes } from './exit-codes';

/** The option that answers the question in advance. */
export const yesOption = { yes: { type: 'boolean' } } as const;

export interface Danger {
  /** What would happen, as a sentence without its full stop. */
  readonly what: string;
  /** The same command line with `--yes`. */
  readonly command: string;
}

/**
 * Returns if `--yes` is given, or somebody on the terminal agrees.
 * @throws {CliError} 2 if nobody can be asked, 1 if they do not agree: nothing may be done then
 */
export async function confirm(
  { values, ask, progress }: Pick<CommandInput, 'values' | 'ask' | 'progress'>,
  { what, command }: Danger,
): Promise<void> {
  if (values['yes'] === true) return;
  if (ask === undefined) {
    throw new CliError(exitCodes.usage, `${what}; nothing was changed`, command);
  }
  progress.clear();
  const answer = await ask(`${what}.\nContinue? [y/N] `);
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new CliError(exitCodes.found, 'nothing was changed');
}
