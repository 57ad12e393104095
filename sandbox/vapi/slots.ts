import type { Clock } from '../clock/clock';
import type { StandInCall } from './stand-in-call';

/** What the API says about the slots besides a call. */
export interface SubscriptionLimits {
  readonly concurrencyBlocked: boolean;
  readonly concurrencyLimit: number;
  readonly remainingConcurrentCalls: number;
}

/** The slots of an organisation: how many calls it can have at once, and how many it had. */
export class Slots {
  /** The maximum that was taken at once. */
  peak = 0;
  #calls: StandInCall[] = [];
  readonly #postTimesMs: number[] = [];

  constructor(
    readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** Taken now: from the accepted request to the end of the stream. */
  get used(): number {
    this.#calls = this.#calls.filter(({ hasSlot }) => hasSlot);
    return this.#calls.length;
  }

  get isFull(): boolean {
    return this.used >= this.limit;
  }

  /** Records that a request came. */
  countPost(): void {
    this.#postTimesMs.push(this.clock.nowMs());
  }

  /** Gives a call a slot. @throws if there is none: then the stand-in itself is wrong */
  give(call: StandInCall): void {
    if (this.isFull) throw new Error(`there are only ${this.limit} slots`);
    call.hasSlot = true;
    this.#calls.push(call);
    this.peak = Math.max(this.peak, this.used);
  }

  /** Returns the most requests that came within a time, refused ones included. */
  peakPosts(windowMs = 1_000): number {
    const times = this.#postTimesMs;
    let first = 0;
    return times.reduce((max, timeMs, index) => {
      while (timeMs - (times[first] ?? 0) >= windowMs) first += 1;
      return Math.max(max, index - first + 1);
    }, 0);
  }

  /** Returns what a call's answer says of them; what remains does not count the call itself. */
  describe(): SubscriptionLimits {
    const { limit, used } = this;
    const remainingConcurrentCalls = limit - used;
    return { concurrencyBlocked: false, concurrencyLimit: limit, remainingConcurrentCalls };
  }

  /** Frees all slots and forgets the peaks. */
  reset(): void {
    this.#calls = [];
    this.peak = 0;
    this.#postTimesMs.length = 0;
  }
}
