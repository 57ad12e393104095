import type { TimelineEntry } from '../timeline/timeline';
import type { CallReport } from '../twilio/voice/place-call';
import type { DemoWorld } from './world';

/** Something that the demo shows. */
export interface Story {
  /** Its name on the command line and in the closing table. */
  readonly name: string;
  readonly title: string;
  readonly play: (world: DemoWorld, onEntry: (entry: TimelineEntry) => void) => Promise<Ending>;
}

/** What became of a story. */
export interface Ending {
  /** What did not go as expected; empty = nothing. */
  readonly problems: readonly string[];
  /** In a few words. */
  readonly heard: string;
  /** By the sandbox's clock: how long the call would take in life. */
  readonly lastedMs: number;
  /** Rows to show if there are too many callers to say what each of them heard. */
  readonly summary?: string;
}

/** Returns a problem unless a condition holds. */
export const expect = (isMet: boolean, expectation: string): string[] =>
  isMet ? [] : [`expected ${expectation}`];

/** Returns a problem unless entries with these words are on the timeline, one after the other. */
export function expectInOrder({ timeline }: CallReport, ...words: readonly string[]): string[] {
  let from = 0;
  for (const part of words) {
    const at = timeline.entries.findIndex(
      ({ text }, index) => index >= from && text.includes(part),
    );
    if (at === -1) return [`expected "${words.join('", then "')}", but "${part}" is not there`];
    from = at + 1;
  }
  return [];
}

const SPEAKERS: Readonly<Record<string, string>> = {
  assistant: 'the assistant',
  ringing: 'ringing',
  carrier: "the carrier's tone",
  person: 'a person',
  machine: 'a mailbox',
  hold: 'hold music',
  audio: 'music',
  Twilio: 'the tone',
};

/** Returns whom or what a caller heard, in order; repetitions count once. */
export function nameHeard({ timeline }: CallReport): string {
  const heard = timeline.entries
    .filter(({ actor }) => actor === 'heard')
    .map(({ text }) => /^\[([^\]]+)\]/.exec(text)?.[1] ?? '')
    .map((speaker) => SPEAKERS[speaker] ?? "the business's own words")
    .filter((name, at, all) => name !== all[at - 1]);
  return heard.length === 0 ? 'silence' : heard.join(', ');
}
