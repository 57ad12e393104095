import type { Agent } from 'node:https';

/** Takes text, as a stream does. */
export interface Output {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Everything that a run of the command line needs from the world, besides files and the clock. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Asks a person on the terminal, and returns the answer; undefined = nobody is there. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /**
   * Connects to Twilio's API and to deployed domains; undefined = Node's default, or HTTP_PROXY.
   */
  readonly httpsAgent?: Agent;
}
