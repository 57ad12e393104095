import { styleText } from 'node:util';

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
  readonly #startedAtMs = performance.now();

  /** Milliseconds since it was begun. */
  get nowMs(): number {
    return this.toMs(performance.now());
  }

  /** Returns a time of the clock of `performance.now()` on this timeline. */
  toMs(clockMs: number): number {
    return Math.round(clockMs - this.#startedAtMs);
  }

  record(actor: Actor, text: string): void {
    this.entries.push({ atMs: this.nowMs, actor, text });
  }
}

/** Returns the timeline as lines: milliseconds, who, what. Colour only on a terminal. */
export function printTimeline({ entries }: Timeline): string {
  const lines = entries.map(({ atMs, actor, text }) => {
    const line = `${String(atMs).padStart(7)} ms  ${actor.padEnd(7)}  ${text}`;
    return isColourful() ? styleText(STYLES[actor], line) : line;
  });
  return lines.join('\n');
}

function isColourful(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
