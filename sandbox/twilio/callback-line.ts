import { setTimeout as sleep } from 'node:timers/promises';

/** How status callbacks of one call or conference reach the application. */
export type CallbackOrder = 'in-order' | 'twice' | 'swapped';

/** A callback that is not answered holds up the next one no longer than this. */
const HOLD_UP_MS = 250;

/** A callback that waits to be overtaken goes out alone after this. */
const OVERTAKING_MS = 300;

/** The status callbacks of one call or conference, in the order in which they are told. */
export class CallbackLine {
  readonly #order: () => CallbackOrder;
  readonly #underWay: Set<Promise<unknown>>;
  #last = Promise.resolve();
  #held: { readonly tell: () => Promise<void>; readonly timer: NodeJS.Timeout } | undefined;

  /** @param underWay - takes what is not told yet, until it is */
  constructor(order: () => CallbackOrder, underWay: Set<Promise<unknown>>) {
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
    const timer = setTimeout(() => this.#release(), OVERTAKING_MS);
    const isTold = new Promise<void>((resolve) => {
      this.#held = { tell: () => tell().finally(resolve), timer };
    });
    this.#track(isTold);
  }

  #release(): void {
    if (this.#held === undefined) return;
    const { tell, timer } = this.#held;
    clearTimeout(timer);
    this.#held = undefined;
    this.#push(tell);
  }

  #push(tell: () => Promise<void>): void {
    const told = this.#last.then(tell);
    this.#last = this.#last.then(() => Promise.race([told, sleep(HOLD_UP_MS)]));
    this.#track(told);
  }

  #track(promise: Promise<void>): void {
    this.#underWay.add(promise);
    void promise.finally(() => this.#underWay.delete(promise));
  }
}
