import type { Logger, LogFields } from '../log/logger';

const PERIOD_MS = 60_000;

/**
 * Warns of what anybody can cause as often as they like: the first one at once, then one entry a minute
 * that counts what came since the last. Twilio makes an alert of each. One per container.
 */
export class RareWarnings {
  readonly #counts = new Map<string, { count: number; loggedAtMs: number }>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** @param why One of a few texts, never a sender's: each is counted for itself. */
  warn(log: Logger, [event, message, why]: readonly [string, string, string], fields?: LogFields) {
    const key = `${event} ${why}`;
    const { count, loggedAtMs } = this.#counts.get(key) ?? { count: 0, loggedAtMs: -Infinity };
    const nowMs = this.#nowMs();
    if (nowMs - loggedAtMs < PERIOD_MS) {
      this.#counts.set(key, { count: count + 1, loggedAtMs });
      return;
    }
    log.warn(event, message, { ...fields, why, count: count + 1 });
    this.#counts.set(key, { count: 0, loggedAtMs: nowMs });
  }
}
