import type { ExitCode } from './exit-codes';

/** Ends a command: what is wrong, and the command or place that fixes it. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly fix?: string,
  ) {
    super(message);
  }
}
