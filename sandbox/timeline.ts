import { styleText } from 'node:util';
import type { Clock } from './clock/clock';

/** Who did something. */
export type Actor = 'caller' | 'twilio' | 'vapi' | 'heard' | 'problem';

/** One thing that happened. */
export interface TimelineEntry {
  readonly atMs: number;
  readonly actor: Actor;
  readonly text: string;
}

const STYLES = {
  caller: 'cyan',
  twilio: 'blue',
  vapi: 'magenta',
  heard: 'green',
  problem: 'red',
} as const;

/** What happened during a call, in order. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  readonly #clock: Clock;
  readonly #startedAtMs: number;
  readonly #onRecord: (entry: TimelineEntry) => void;

  /** @param onRecord - told of each thing as it happens */
  constructor(clock: Clock, onRecord: (entry: TimelineEntry) => void = () => {}) {
    this.#clock = clock;
    this.#startedAtMs = clock.nowMs();
    this.#onRecord = onRecord;
  }

  /** Milliseconds since it was begun, by the sandbox's clock. */
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

/** Returns the timeline as lines. */
export function printTimeline({ entries }: Timeline): string {
  return entries.map(formatEntry).join('\n');
}

/** Returns one line: milliseconds, who, what. Colour only on a terminal. */
export function formatEntry({ atMs, actor, text }: TimelineEntry): string {
  const line = `${String(atMs).padStart(7)} ms  ${actor.padEnd(7)}  ${text}`;
  return isColourful() ? styleText(STYLES[actor], line) : line;
}

function isColourful(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
