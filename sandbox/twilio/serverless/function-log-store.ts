export interface FunctionLogEntry {
  readonly sid: string;
  readonly atMs: number;
  readonly environmentSid: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

/** What the account's Functions wrote to the console. */
export class FunctionLogStore {
  readonly #lines: FunctionLogEntry[] = [];

  add(lines: readonly FunctionLogEntry[]): void {
    for (const line of lines) this.#lines.push(line);
  }

  /** Newest first. */
  list(environmentSid: string, fromMs: number, untilMs: number): FunctionLogEntry[] {
    return this.#lines
      .filter((line) => line.environmentSid === environmentSid)
      .filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs)
      .sort((a, b) => b.atMs - a.atMs);
  }
}
