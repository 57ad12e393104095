import { setTimeout as sleep } from 'node:timers/promises';

/** Starts calls made by REST in order, so many in a second. */
export class CallQueue {
  readonly #intervalMs: number;
  #nextAtMs = 0;

  /** @param callsPerSecond - as in life; `speed` tells how much faster than that time passes */
  constructor(callsPerSecond: number, speed: number) {
    this.#intervalMs = 1_000 / callsPerSecond / speed;
  }

  /** Waits until a call may start. @returns false when the signal came first */
  async turn(signal: AbortSignal): Promise<boolean> {
    const nowMs = performance.now();
    const startsAtMs = Math.max(nowMs, this.#nextAtMs);
    this.#nextAtMs = startsAtMs + this.#intervalMs;
    try {
      await sleep(startsAtMs - nowMs, undefined, { signal });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }
}
