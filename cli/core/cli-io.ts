import type { Agent } from 'node:https';

/** Takes text, as a stream does. */
export interface Output {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** All that a run of the command line has of the world around it, beside files and the clock. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Connects to Twilio's API and to deployed domains; undefined: as Node and HTTP_PROXY have it. */
  readonly httpsAgent?: Agent;
}
