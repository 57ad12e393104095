interface Due {
  readonly atMs: number;
  readonly run: () => void;
}

/** Time that passes only when there is nothing left to do at its moment. Equal times keep their order. */
export class VirtualClock {
  #nowMs = 0;
  /** The next one last. */
  readonly #due: Due[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  /** Runs something in so many milliseconds. */
  after(ms: number, run: () => void): void {
    const atMs = this.#nowMs + Math.max(0, ms);
    let [from, to] = [0, this.#due.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#due[middle]?.atMs ?? 0) > atMs) from = middle + 1;
      else to = middle;
    }
    this.#due.splice(from, 0, { atMs, run });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs all there is to do until nothing is left. */
  async runToEnd(): Promise<void> {
    for (let next = this.#due.pop(); next !== undefined; next = this.#due.pop()) {
      this.#nowMs = next.atMs;
      next.run();
      // What waits for it goes on before time does.
      await new Promise(setImmediate);
    }
  }
}
