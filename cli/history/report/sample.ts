/** Measured times, four bytes each: quantiles over 100,000 calls stay exact. */
export class Sample {
  #valuesMs = new Int32Array(64);
  #count = 0;
  #isSorted = true;

  get count(): number {
    return this.#count;
  }

  /** @param ms up to 24 days either way; a difference of two clocks may be negative */
  add(ms: number): void {
    if (this.#count === this.#valuesMs.length) {
      const larger = new Int32Array(this.#valuesMs.length * 2);
      larger.set(this.#valuesMs);
      this.#valuesMs = larger;
    }
    this.#valuesMs[this.#count] = Math.round(ms);
    this.#count += 1;
    this.#isSorted = false;
  }

  /**
   * Returns the smallest time in seconds that this share of the calls did not exceed (nearest rank);
   * undefined without calls.
   * @param share 0 to 1
   */
  quantileSeconds(share: number): number | undefined {
    if (this.#count === 0) return undefined;
    const rank = Math.max(1, Math.ceil(share * this.#count));
    return (this.#sorted()[rank - 1] ?? 0) / 1_000;
  }

  /**
   * Returns how many calls fall into each of about twenty equal spans; the outermost include
   * outliers.
   */
  histogram(): readonly TimeBucket[] {
    if (this.#count === 0) return [];
    const least = Math.floor(this.quantileSeconds(0.01) ?? 0);
    const max = Math.max(least + 1, Math.ceil(this.quantileSeconds(0.99) ?? 0));
    const step = STEPS_SECONDS.find((seconds) => (max - least) / seconds <= MAX_BUCKETS) ?? 600;
    const from = Math.floor(least / step) * step;
    const length = Math.min(MAX_BUCKETS * 4, Math.ceil((max - from) / step));
    const counts = new Array<number>(length).fill(0);
    for (const ms of this.#sorted()) {
      const index = Math.floor((ms / 1_000 - from) / step);
      const inside = Math.min(length - 1, Math.max(0, index));
      counts[inside] = (counts[inside] ?? 0) + 1;
    }
    return counts.map((count, index) => ({
      fromSeconds: from + index * step,
      untilSeconds: from + (index + 1) * step,
      count,
    }));
  }

  #sorted(): Int32Array {
    const used = this.#valuesMs.subarray(0, this.#count);
    if (!this.#isSorted) used.sort();
    this.#isSorted = true;
    return used;
  }
}

/** Calls within a span of time; the first and the last span also hold what lies beyond them. */
export interface TimeBucket {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  readonly count: number;
}

const MAX_BUCKETS = 20;
const STEPS_SECONDS = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600];
