import type { Clock } from '../clock/clock';

/** A call that Vapi has created; its slot is taken. */
export interface SimulatedSlot {
  /** Taken up by its caller's stream. */
  isUsed: boolean;
  isOver: boolean;
}

/** How long Vapi waits for a stream that never comes. Its real patience is unknown. */
const LAPSE_MS = 30_000;

/** An account at Vapi with this many slots; the truth about who has one. */
export class Slots {
  readonly #busy = new Set<SimulatedSlot>();
  readonly #posts: number[] = [];
  busiest = 0;

  constructor(
    readonly clock: Clock,
    readonly count: number,
  ) {}

  get free(): number {
    return this.count - this.#busy.size;
  }

  /** Answers one `POST /call`; undefined = over the limit. */
  ask(): SimulatedSlot | undefined {
    this.#posts.push(this.clock.nowMs());
    if (this.free <= 0) return undefined;
    const slot: SimulatedSlot = { isUsed: false, isOver: false };
    this.#busy.add(slot);
    this.busiest = Math.max(this.busiest, this.#busy.size);
    this.clock.timer(LAPSE_MS, () => {
      if (!slot.isUsed) this.end(slot);
    });
    return slot;
  }

  end(slot: SimulatedSlot): void {
    slot.isOver = true;
    this.#busy.delete(slot);
  }

  get postCount(): number {
    return this.#posts.length;
  }

  /** The most requests that came within one second. */
  get peakPostsPerSecond(): number {
    let peak = 0;
    let from = 0;
    for (let to = 0; to < this.#posts.length; to += 1) {
      while (this.#posts[to]! - this.#posts[from]! >= 1_000) from += 1;
      peak = Math.max(peak, to - from + 1);
    }
    return peak;
  }
}
