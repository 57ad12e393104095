import { styleText } from 'node:util';
import type { Clock } from '../clock/clock';

/**
 * Who did something. `heard`: what the caller hears; `person`: who is rung or notified for the
 * caller; `webhook`: what passes between Twilio or Vapi and our Functions.
 */
export type Actor = 'caller' | 'heard' | 'person' | 'twilio' | 'vapi' | 'webhook' | 'problem';

/** How much is shown: what was said and heard; the vendors' steps as well; every webhook. */
export type Detail = 'said' | 'steps' | 'webhooks';

export interface TimelineEntry {
  readonly atMs: number;
  readonly actor: Actor;
  readonly text: string;
}

const STYLES = {
  caller: 'cyan',
  heard: 'green',
  person: 'yellow',
  twilio: 'blue',
  vapi: 'magenta',
  webhook: 'gray',
  problem: 'red',
} as const;

const DETAILS: Readonly<Record<Actor, Detail>> = {
  caller: 'said',
  heard: 'said',
  person: 'said',
  problem: 'said',
  twilio: 'steps',
  vapi: 'steps',
  webhook: 'webhooks',
};

const ORDER: readonly Detail[] = ['said', 'steps', 'webhooks'];

export function isShown({ actor }: TimelineEntry, detail: Detail): boolean {
  return ORDER.indexOf(DETAILS[actor]) <= ORDER.indexOf(detail);
}

/** What happened during a call, in order. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  readonly #clock: Clock;
  readonly #startedAtMs: number;
  readonly #onRecord: (entry: TimelineEntry) => void;

  /** @param onRecord - called with each entry as it happens */
  constructor(clock: Clock, onRecord: (entry: TimelineEntry) => void = () => {}) {
    this.#clock = clock;
    this.#startedAtMs = clock.nowMs();
    this.#onRecord = onRecord;
  }

  /** Milliseconds since the start, by the sandbox's clock. */
  get nowMs(): number {
    return this.toMs(this.#clock.nowMs());
  }

  /** Returns a time of the sandbox's clock on this timeline. */
  toMs(clockMs: number): number {
    return Math.round(clockMs - this.#startedAtMs);
  }

  record(actor: Actor, text: string): void {
    const entry = { atMs: this.nowMs, actor, text };
    this.entries.push(entry);
    this.#onRecord(entry);
  }
}

/** Returns one line: seconds, who, what. Colour only on a terminal. */
export function formatEntry({ atMs, actor, text }: TimelineEntry): string {
  const line = `${(atMs / 1_000).toFixed(1).padStart(6)} s  ${actor.padEnd(7)}  ${text}`;
  return isColourful() ? styleText(STYLES[actor], line) : line;
}

function isColourful(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
