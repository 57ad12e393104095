import { readEntry } from './function-log';

/** Which breakers the Functions have opened, as their log entries say. */
export class BreakerLog {
  /** By the variable of the key that is not used. */
  readonly #opened = new Map<string, { readonly atMs: number; readonly openMs: number }>();
  /** When Vapi last created no call, by tenant. */
  readonly #failedAtMs = new Map<string, number>();

  /** @param nowMs - the time by which the Functions go */
  constructor(readonly nowMs: () => number) {}

  /** Takes note of a line that twilio-run prints, if it is a log entry. */
  addLine(line: string): void {
    const { event, tenantId, apiKeyEnv, openMs } = readEntry(line) ?? {};
    if (event === 'vapi.call_failed' && tenantId !== undefined) {
      this.#failedAtMs.set(tenantId, this.nowMs());
    }
    if (apiKeyEnv === undefined) return;
    if (event === 'vapi.breaker_closed') this.#opened.delete(apiKeyEnv);
    if (event === 'vapi.breaker_opened' && openMs !== undefined) {
      this.#opened.set(apiKeyEnv, { atMs: this.nowMs(), openMs });
    }
  }

  /** The Functions are loaded anew, and remember nothing. */
  forget(): void {
    this.#opened.clear();
    this.#failedAtMs.clear();
  }

  /**
   * Returns until when Vapi is not asked with a key, as a moment that may have passed: then the next
   * call asks. Undefined = the breaker is closed.
   * @param tenantIds - who use the key; each failure of theirs keeps an open breaker open
   */
  findOpenUntil(apiKeyEnv: string, tenantIds: readonly string[]): number | undefined {
    const opened = this.#opened.get(apiKeyEnv);
    if (opened === undefined) return undefined;
    const failedAtMs = tenantIds.map((id) => this.#failedAtMs.get(id) ?? 0);
    return Math.max(opened.atMs, ...failedAtMs) + opened.openMs;
  }
}
