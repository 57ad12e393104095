import { setMaxListeners } from 'node:events';

export interface ClockOptions {
  /** How many times as fast as in life. Default Infinity: from timer to timer, without waiting. */
  readonly pace?: number;
  /** Milliseconds since 1970. Default: the time of this machine. */
  readonly startsAtMs?: number;
}

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
}

interface Watch {
  readonly isSo: () => unknown;
  readonly giveUpAtMs: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** What has just ended may continue for this many turns of the event loop before time does. */
const TURNS = 2;

/** If nothing is due, something that the clock does not know about may still happen. Real time. */
const LOOK_AGAIN_MS = 5;
const GIVE_UP_MS = 15_000;

/**
 * The time of a sandbox. It stands still while anything real is in progress (a request, a WebSocket
 * message, a test that acts), so that nothing depends on how fast the machine is: a wait of ten
 * seconds takes as long as everything that happens before its end.
 *
 * Timers run one at a time, in the order of their times, with equal times in the order in which
 * they were set; what one of them starts is over before the next one runs.
 */
export class Clock {
  readonly #pace: number;
  #nowMs: number;
  /** When time last began to pass, by `performance.now()`; undefined while it stands still. */
  #passingSinceMs: number | undefined;
  #holds = 0;
  /** Counts holds and releases: while it changes, the event loop has not had its turns. */
  #changes = 0;
  /** The next one last. */
  readonly #timers: Timer[] = [];
  readonly #watches: Watch[] = [];
  #cancelPlan: (() => void) | undefined;
  #releaseStop: (() => void) | undefined;

  constructor({ pace = Infinity, startsAtMs = Date.now() }: ClockOptions = {}) {
    this.#pace = pace;
    this.#nowMs = startsAtMs;
    this.#passingSinceMs = performance.now();
  }

  /** Whole milliseconds since 1970. */
  nowMs(): number {
    return Math.floor(this.#exactMs());
  }

  #exactMs(): number {
    if (this.#pace === Infinity || this.#passingSinceMs === undefined) return this.#nowMs;
    return this.#nowMs + (performance.now() - this.#passingSinceMs) * this.#pace;
  }

  /** Returns whether nothing is due any more. */
  get isIdle(): boolean {
    return this.#timers.length === 0;
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  /** Runs something in this many milliseconds; never for Infinity. @returns cancels it */
  timer(ms: number, run: () => void): () => void {
    if (ms === Infinity) return () => undefined;
    const timer = { dueMs: this.#exactMs() + Math.max(0, ms), run };
    this.#timers.splice(this.#placeOf(timer.dueMs), 0, timer);
    this.#plan();
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index !== -1) this.#timers.splice(index, 1);
    };
  }

  /** Waits. @returns false if the signal came first */
  sleep(ms: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve(false);
      const cutShort = () => {
        cancel();
        resolve(false);
      };
      const cancel = this.timer(ms, () => {
        signal?.removeEventListener('abort', cutShort);
        resolve(true);
      });
      // However many wait for the end of one thing.
      if (signal !== undefined) setMaxListeners(0, signal);
      signal?.addEventListener('abort', cutShort, { once: true });
    });
  }

  /** Stops time for something real. @returns starts it again */
  hold(): () => void {
    if (this.#holds === 0) this.#standStill();
    this.#holds += 1;
    this.#changes += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      this.#changes += 1;
      if (this.#holds > 0) return;
      this.#passingSinceMs = performance.now();
      this.#plan();
    };
  }

  /** Stops time until something real is over. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    const release = this.hold();
    try {
      return await work;
    } finally {
      release();
    }
  }

  /** Stops time for a test that acts by hand, until `go` or `until`. */
  stop(): void {
    this.#releaseStop ??= this.hold();
  }

  /** Ends `stop`. */
  go(): void {
    this.#releaseStop?.();
    this.#releaseStop = undefined;
  }

  /**
   * Lets time pass until a condition holds while nothing real is in progress, and stops it there.
   *
   * @throws if nothing is left to happen
   */
  until(isSo: () => unknown): Promise<void> {
    const giveUpAtMs = performance.now() + GIVE_UP_MS;
    return new Promise((resolve, reject) => {
      this.#watches.push({ isSo, giveUpAtMs, resolve, reject });
      this.go();
      this.#plan();
    });
  }

  #placeOf(dueMs: number): number {
    let [from, to] = [0, this.#timers.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#timers[middle]?.dueMs ?? 0) > dueMs) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #standStill(): void {
    this.#nowMs = this.#exactMs();
    this.#passingSinceMs = undefined;
    this.#cancelPlan?.();
    this.#cancelPlan = undefined;
  }

  /** Schedules the next step for when it is due, if nothing real prevents it. */
  #plan(): void {
    const next = this.#timers.at(-1);
    if (this.#holds > 0 || (next === undefined && this.#watches.length === 0)) return;
    this.#cancelPlan?.();
    const waitMs =
      next === undefined || this.#pace === Infinity
        ? 0
        : (next.dueMs - this.#exactMs()) / this.#pace;
    if (waitMs <= 0) return this.#planTurns();
    const timeout = setTimeout(() => this.#planTurns(), waitMs);
    this.#cancelPlan = () => clearTimeout(timeout);
  }

  #planTurns(left = TURNS, changes = this.#changes): void {
    const immediate = setImmediate(() => {
      if (changes !== this.#changes) this.#planTurns();
      else if (left > 1) this.#planTurns(left - 1, changes);
      else this.#step();
    });
    this.#cancelPlan = () => clearImmediate(immediate);
  }

  #step(): void {
    this.#cancelPlan = undefined;
    if (this.#answerWatch()) return;
    const timer = this.#timers.pop();
    if (timer === undefined) return this.#lookAgain();
    if (this.#exactMs() < timer.dueMs) {
      this.#nowMs = timer.dueMs;
      this.#passingSinceMs = performance.now();
    }
    timer.run();
    this.#plan();
  }

  #answerWatch(): boolean {
    const index = this.#watches.findIndex(({ isSo }) => Boolean(isSo()));
    const [watch] = index === -1 ? [] : this.#watches.splice(index, 1);
    if (watch === undefined) return false;
    this.stop();
    watch.resolve();
    return true;
  }

  #lookAgain(): void {
    const [watch] = this.#watches;
    if (watch === undefined) return;
    if (performance.now() > watch.giveUpAtMs) {
      this.#watches.shift();
      watch.reject(new Error(`never so: ${watch.isSo.toString()}`));
    }
    const timeout = setTimeout(() => this.#plan(), LOOK_AGAIN_MS);
    this.#cancelPlan = () => clearTimeout(timeout);
  }
}
