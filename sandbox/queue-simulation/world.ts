import { SeededRandom } from '../call-logs/seeded-random';
import type { SimulatedCaller } from './day';
import { Ledger } from './ledger';
import { Slots, type SimulatedSlot } from './slots';
import { Clock } from '../clock/clock';

/** What goes wrong on a day, as shares from 0 to 1. */
export interface Mishaps {
  /** End-of-call reports that never come. */
  readonly lostReports: number;
  /** Requests to our Functions, or to the guide's server, that end in a crash. */
  readonly crashes: number;
}

/** What both algorithms share: the same callers, slots, times and mishaps. */
export class World {
  readonly clock = new Clock({ startsAtMs: 0 });
  readonly slots: Slots;
  readonly ledger: Ledger;
  readonly #random: SeededRandom;

  constructor(
    slotCount: number,
    readonly mishaps: Mishaps,
    seed: number,
  ) {
    this.slots = new Slots(this.clock, slotCount);
    this.ledger = new Ledger(this.clock, this.slots);
    this.#random = new SeededRandom(seed);
  }

  /** A webhook or a REST request on its way: there and back. */
  async travel(): Promise<void> {
    await this.clock.sleep(80 + 120 * this.#random.next());
  }

  /** Vapi's answer to `POST /call`. */
  async post(): Promise<SimulatedSlot | undefined> {
    await this.clock.sleep(300 + 900 * this.#random.next());
    const slot = this.slots.ask();
    this.ledger.watchSlots();
    if (slot === undefined) return undefined;
    return slot;
  }

  crashes(): boolean {
    return this.#random.next() < this.mishaps.crashes;
  }

  /** The caller talks; then the slot is free, and usually somebody is notified. */
  talk(caller: SimulatedCaller, slot: SimulatedSlot, onReport: () => void): void {
    slot.isUsed = true;
    this.ledger.end(caller, 'assistant');
    this.clock.timer(caller.talkMs, () => {
      this.slots.end(slot);
      this.ledger.watchSlots();
      const isLost = this.#random.next() < this.mishaps.lostReports;
      // Reports come after Vapi has processed the call.
      if (!isLost) this.clock.timer(1_000 + 4_000 * this.#random.next(), onReport);
    });
  }
}
