import type { Clock } from '../../../clock/clock';

/** Starts calls made by REST in order, this many per second. */
export class CallQueue {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  #nextAtMs = 0;

  constructor(clock: Clock, callsPerSecond: number) {
    this.#clock = clock;
    this.#intervalMs = 1_000 / callsPerSecond;
  }

  /** Waits until a call may start. @returns false when the signal came first */
  turn(signal: AbortSignal): Promise<boolean> {
    const nowMs = this.#clock.nowMs();
    const startsAtMs = Math.max(nowMs, this.#nextAtMs);
    this.#nextAtMs = startsAtMs + this.#intervalMs;
    return this.#clock.sleep(startsAtMs - nowMs, signal);
  }
}
