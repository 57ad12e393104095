import type { Clock } from '../../clock/clock';

/** How status callbacks of one call or conference reach the application. */
export type CallbackOrder = 'in-order' | 'twice' | 'swapped';

/** A callback that waits to be overtaken goes out alone after this. */
const OVERTAKING_MS = 15_000;

/** The status callbacks of one call or conference, in the order in which they are told. */
export class CallbackLine {
  readonly #clock: Clock;
  readonly #order: () => CallbackOrder;
  readonly #underWay: Set<Promise<unknown>>;
  #last = Promise.resolve();
  #held: { readonly tell: () => Promise<void>; readonly cancel: () => void } | undefined;

  /** @param underWay - takes what is not told yet, until it is */
  constructor(clock: Clock, order: () => CallbackOrder, underWay: Set<Promise<unknown>>) {
    this.#clock = clock;
    this.#order = order;
    this.#underWay = underWay;
  }

  /** Tells a callback after those before it; `tell` may be called twice. */
  send(tell: () => Promise<void>): void {
    const order = this.#order();
    if (order === 'swapped' && this.#held === undefined) {
      this.#hold(tell);
      return;
    }
    this.#push(tell);
    if (order === 'twice') this.#push(tell);
    this.#release();
  }

  #hold(tell: () => Promise<void>): void {
    const cancel = this.#clock.timer(OVERTAKING_MS, () => this.#release());
    const isTold = new Promise<void>((resolve) => {
      this.#held = { tell: () => tell().finally(resolve), cancel };
    });
    this.#track(isTold);
  }

  #release(): void {
    if (this.#held === undefined) return;
    const { tell, cancel } = this.#held;
    cancel();
    this.#held = undefined;
    this.#push(tell);
  }

  #push(tell: () => Promise<void>): void {
    this.#last = this.#last.then(tell);
    this.#track(this.#last);
  }

  #track(promise: Promise<void>): void {
    this.#underWay.add(promise);
    void promise.finally(() => this.#underWay.delete(promise));
  }
}
