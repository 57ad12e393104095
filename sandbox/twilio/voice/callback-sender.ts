import type { Clock } from '../../clock/clock';

/** How status callbacks of one call or conference reach the application. */
export type CallbackOrder = 'in-order' | 'twice' | 'swapped';

/** A callback that waits to be overtaken is sent alone after this. */
const OVERTAKING_MS = 15_000;

/** The status callbacks of one call or conference, in the order in which they are sent. */
export class CallbackSender {
  readonly #clock: Clock;
  readonly #order: () => CallbackOrder;
  readonly #underWay: Set<Promise<unknown>>;
  #last = Promise.resolve();
  #held: { readonly deliver: () => Promise<void>; readonly cancel: () => void } | undefined;

  /** @param underWay - holds what is not sent yet, until it is */
  constructor(clock: Clock, order: () => CallbackOrder, underWay: Set<Promise<unknown>>) {
    this.#clock = clock;
    this.#order = order;
    this.#underWay = underWay;
  }

  /** Sends a callback after those before it; `tell` may be called twice. */
  send(deliver: () => Promise<void>): void {
    const order = this.#order();
    if (order === 'swapped' && this.#held === undefined) {
      this.#hold(deliver);
      return;
    }
    this.#push(deliver);
    if (order === 'twice') this.#push(deliver);
    this.#release();
  }

  #hold(deliver: () => Promise<void>): void {
    const cancel = this.#clock.timer(OVERTAKING_MS, () => this.#release());
    const isDelivered = new Promise<void>((resolve) => {
      this.#held = { deliver: () => deliver().finally(resolve), cancel };
    });
    this.#track(isDelivered);
  }

  #release(): void {
    if (this.#held === undefined) return;
    const { deliver, cancel } = this.#held;
    cancel();
    this.#held = undefined;
    this.#push(deliver);
  }

  #push(deliver: () => Promise<void>): void {
    this.#last = this.#last.then(deliver);
    this.#track(this.#last);
  }

  #track(promise: Promise<void>): void {
    this.#underWay.add(promise);
    void promise.finally(() => this.#underWay.delete(promise));
  }
}
