import type { RawData, WebSocket } from 'ws';
import type { Clock } from './clock';

/** What both ends of a WebSocket share, by its address. */
const wires = new WeakMap<Clock, Map<string, Wire>>();

interface Wire {
  readonly ends: WireEnd[];
  /** Aborted once no end is open any more. */
  readonly closed: AbortController;
  /** Starts time again once both ends are closed; undefined while neither is about to close. */
  release?: (() => void) | undefined;
}

/**
 * One end of a WebSocket whose other end may be in this process and on the same clock. Then time
 * stands still while a message is on its way, and from the first end's close to the second's. If
 * the other end is somewhere else, time does not stand still, because nobody would say when
 * something has arrived.
 */
export class WireEnd {
  readonly #clock: Clock;
  readonly #url: string;
  readonly #socket: WebSocket;
  readonly #wire: Wire;
  /** Starts time again after each message that is on its way to this end. */
  readonly #arriving: (() => void)[] = [];

  /** @param url as both ends know it: `wss://host:port/path` */
  constructor(clock: Clock, url: string, socket: WebSocket) {
    this.#clock = clock;
    this.#url = url;
    this.#socket = socket;
    const known = wires.get(clock) ?? new Map<string, Wire>();
    wires.set(clock, known);
    this.#wire = known.get(url) ?? { ends: [], closed: new AbortController() };
    known.set(url, this.#wire);
    this.#wire.ends.push(this);
    socket.on('message', () => this.#arriving.shift()?.());
    socket.once('close', () => {
      this.#beginClosing();
      this.leave();
    });
  }

  onMessage(take: (data: RawData) => void): void {
    this.#socket.on('message', take);
  }

  /** Does nothing once the WebSocket is not open any more. */
  send(message: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const other = this.#other;
    if (other !== undefined) other.#arriving.push(this.#clock.hold());
    this.#socket.send(JSON.stringify(message));
  }

  close(code?: number): void {
    this.breakOff(() => this.#socket.close(code));
  }

  breakOff(end: () => void): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#beginClosing();
    end();
  }

  /** Reads nothing any more: nobody waits for what is on its way here. */
  leave(): void {
    const { ends } = this.#wire;
    if (ends.includes(this)) ends.splice(ends.indexOf(this), 1);
    for (const release of this.#arriving.splice(0)) release();
    if (ends.length > 0) return;
    this.#wire.closed.abort();
    this.#wire.release?.();
    wires.get(this.#clock)?.delete(this.#url);
  }

  /** Waits until both ends are closed, so that the other side knows of it as well. */
  untilClosed(): Promise<void> {
    const { signal } = this.#wire.closed;
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  get #other(): WireEnd | undefined {
    return this.#wire.ends.find((end) => end !== this);
  }

  #beginClosing(): void {
    if (this.#other !== undefined) this.#wire.release ??= this.#clock.hold();
  }
}
