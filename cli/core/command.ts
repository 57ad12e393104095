import type { Agent } from 'node:https';
import type { ParseArgsConfig } from 'node:util';
import type { Output } from './cli-io';
import type { ExitCode } from './exit-codes';
import type { Progress } from './progress';

/** The value of an option; a list for one that may be repeated. */
export type OptionValue = string | boolean | readonly (string | boolean)[] | undefined;

export interface CommandInput {
  /** Values of the command's options, by name. */
  readonly values: Readonly<Record<string, OptionValue>>;
  /** The project's `.env` with the process's environment over it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly projectFolder: string;
  /** The folder for the operator's relative file names. */
  readonly workingFolder: string;
  /** Undefined = Node's default, or the proxy that HTTP_PROXY names. */
  readonly httpsAgent: Agent | undefined;
  /** For commands that report more than once; the last report is returned. */
  readonly stdout: Output;
  /** Asks a person on the terminal; undefined = nobody is there. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Shows the progress of long work; silent if nobody watches. */
  readonly progress: Progress;
}

export interface CommandReport {
  /** For `--json`. Holds no secret and no caller's full number. */
  readonly data: unknown;
  /** What is wrong, one sentence each, for `--json`. */
  readonly problems: readonly string[];
  /** For people: tables and sentences. */
  readonly text: string;
  readonly exitCode: ExitCode;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The rest of `--help`, besides summary and examples. */
  readonly details: string;
  readonly examples: readonly [string, string];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Whether it changes something at Twilio: then the account is named first. */
  readonly changesAccount?: true;
  /** @throws {CliError} if it cannot do its work */
  readonly run: (input: CommandInput) => Promise<CommandReport>;
}
