import type { Clock } from '../clock/clock';

/** A call that Vapi has made; its line is taken. */
export interface SimulatedLine {
  /** Taken up by its caller's stream. */
  isTaken: boolean;
  isOver: boolean;
}

/** How long Vapi waits for a stream that never comes. Its real patience is not established. */
const LAPSE_MS = 30_000;

/** An account at Vapi with so many lines; the truth about who has one. */
export class Lines {
  readonly #busy = new Set<SimulatedLine>();
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
  ask(): SimulatedLine | undefined {
    this.#posts.push(this.clock.nowMs());
    if (this.free <= 0) return undefined;
    const line: SimulatedLine = { isTaken: false, isOver: false };
    this.#busy.add(line);
    this.busiest = Math.max(this.busiest, this.#busy.size);
    this.clock.timer(LAPSE_MS, () => {
      if (!line.isTaken) this.end(line);
    });
    return line;
  }

  end(line: SimulatedLine): void {
    line.isOver = true;
    this.#busy.delete(line);
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
