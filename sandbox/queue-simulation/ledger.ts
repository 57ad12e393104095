import type { Slots } from './slots';
import type { SimulatedCaller } from './day';
import type { Clock } from '../clock/clock';

export type Ending = 'assistant' | 'fallback' | 'hung-up';

/** What one algorithm did to a day's callers. */
export interface DayResult {
  readonly callers: number;
  readonly answered: number;
  /** How many of the answered callers waited for a slot. */
  readonly answeredAfterWaiting: number;
  readonly fallback: number;
  readonly abandoned: number;
  /** Hung up while a slot had been free for longer than it takes to use one, or never left. */
  readonly lost: number;
  /** Answered before somebody who had called earlier and was still waiting. */
  readonly overtakings: number;
  /** For everybody who was not answered at once, in seconds. */
  readonly medianWaitSeconds: number;
  readonly p95WaitSeconds: number;
  readonly maxWaitSeconds: number;
  readonly posts: number;
  readonly peakPostsPerSecond: number;
  readonly busiestSlots: number;
}

/** A shorter wait is no wait. */
const AT_ONCE_MS = 5_000;

/** A slot that is free for this long while somebody waits was forgotten. */
const FORGOTTEN_MS = 60_000;

/** Keeps who waits since when, and how each call ended. */
export class Ledger {
  readonly #waiting = new Map<SimulatedCaller, number>();
  readonly #onTheWay = new Set<SimulatedCaller>();
  readonly #waitsMs: number[] = [];
  #answered = 0;
  #answeredAfterWaiting = 0;
  #fallback = 0;
  #abandoned = 0;
  #lost = 0;
  #overtakings = 0;
  /** Since when at least one slot has been free. */
  #freeSinceMs: number | undefined = 0;

  constructor(
    readonly clock: Clock,
    readonly slots: Slots,
  ) {}

  arrive(caller: SimulatedCaller): void {
    this.#waiting.set(caller, this.clock.nowMs());
  }

  /** Looks at the slots; to be called whenever one is taken or freed. */
  watchSlots(): void {
    if (this.slots.free <= 0) this.#freeSinceMs = undefined;
    else this.#freeSinceMs ??= this.clock.nowMs();
  }

  /** Somebody waits for a slot, perhaps not for the first time. */
  joinQueue(caller: SimulatedCaller): void {
    this.#onTheWay.delete(caller);
  }

  /** Somebody has a slot and is on the way to it. */
  leaveQueue(caller: SimulatedCaller): void {
    this.#onTheWay.add(caller);
  }

  isWaiting(caller: SimulatedCaller): boolean {
    return this.#waiting.has(caller);
  }

  end(caller: SimulatedCaller, ending: Ending): void {
    const sinceMs = this.#waiting.get(caller);
    if (sinceMs === undefined) return;
    this.#waiting.delete(caller);
    const waitedMs = this.clock.nowMs() - sinceMs;
    if (waitedMs > AT_ONCE_MS) this.#waitsMs.push(waitedMs);
    switch (ending) {
      case 'assistant':
        this.#answered += 1;
        if (waitedMs > AT_ONCE_MS) this.#answeredAfterWaiting += 1;
        if (this.#overtakes(sinceMs)) this.#overtakings += 1;
        break;
      case 'fallback':
        this.#fallback += 1;
        break;
      case 'hung-up': {
        this.#abandoned += 1;
        const freeForMs = this.clock.nowMs() - (this.#freeSinceMs ?? Infinity);
        if (freeForMs > FORGOTTEN_MS && waitedMs > FORGOTTEN_MS) this.#lost += 1;
      }
    }
  }

  /** Callers at about the same moment may be answered in any order: their webhooks race. */
  #overtakes(sinceMs: number): boolean {
    return [...this.#waiting].some(
      ([other, otherSinceMs]) => otherSinceMs < sinceMs - AT_ONCE_MS && !this.#onTheWay.has(other),
    );
  }

  close(): DayResult {
    const waits = this.#waitsMs.sort((a, b) => a - b);
    const at = (share: number) =>
      Math.round(
        (waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? 0) / 1_000,
      );
    return {
      callers: this.#answered + this.#fallback + this.#abandoned + this.#waiting.size,
      answered: this.#answered,
      answeredAfterWaiting: this.#answeredAfterWaiting,
      fallback: this.#fallback,
      abandoned: this.#abandoned,
      lost: this.#lost + this.#waiting.size,
      overtakings: this.#overtakings,
      medianWaitSeconds: at(0.5),
      p95WaitSeconds: at(0.95),
      maxWaitSeconds: at(1),
      posts: this.slots.postCount,
      peakPostsPerSecond: this.slots.peakPostsPerSecond,
      busiestSlots: this.slots.busiest,
    };
  }
}
