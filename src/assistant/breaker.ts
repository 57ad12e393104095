/** When a breaker opens, and for how long. */
export interface BreakerLimits {
  /** Failures in a row that open it; 0 = it never opens. */
  readonly failures: number;
  readonly openMs: number;
}

/** A moment, by both clocks. */
interface Instant {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/**
 * Keeps callers from waiting for a Vapi that fails again and again. An open breaker lets nobody
 * through; after a while one call may try, and the others follow if it succeeds. One per container.
 *
 * A container sleeps between calls, and its monotonic clock may sleep with it; the wall clock may
 * be set back. Whichever clock moved further is believed, so no clock keeps a breaker open.
 */
export class Breaker {
  #failures = 0;
  #openedAt: Instant | undefined;
  readonly #now: () => Instant;

  constructor(now: () => Instant = readClocks) {
    this.#now = now;
  }

  /** Returns whether a call may be made now. A call that is let through must be followed by `record`. */
  admits(limits: BreakerLimits): boolean {
    if (this.isOpen(limits)) return false;
    // This call is the trial. Until it reports, the others wait as if the breaker had opened now.
    if (this.#hasFailed(limits)) this.#openedAt = this.#now();
    return true;
  }

  /** Returns whether a call would be refused now. */
  isOpen(limits: BreakerLimits): boolean {
    const since = this.#openedAt;
    if (!this.#hasFailed(limits) || since === undefined) return false;
    return this.#elapsedMs(since) < limits.openMs;
  }

  /** Records how a call went. Returns true if this opened or closed the breaker. */
  record(succeeded: boolean, limits: BreakerLimits): boolean {
    const wasOpen = this.#hasFailed(limits);
    this.#failures = succeeded ? 0 : this.#failures + 1;
    const isOpen = this.#hasFailed(limits);
    this.#openedAt = isOpen ? this.#now() : undefined;
    return isOpen !== wasOpen;
  }

  #hasFailed({ failures }: BreakerLimits): boolean {
    return failures > 0 && this.#failures >= failures;
  }

  #elapsedMs({ wallMs, monotonicMs }: Instant): number {
    const now = this.#now();
    return Math.max(Math.abs(now.wallMs - wallMs), now.monotonicMs - monotonicMs);
  }
}

function readClocks(): Instant {
  return { wallMs: Date.now(), monotonicMs: performance.now() };
}
