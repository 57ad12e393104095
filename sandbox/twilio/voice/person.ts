import type { Hands } from './hands';

/** What a person does when the telephone rings: by a script, or as somebody at the console likes. */
export type Person = PersonWhoAnswers | PersonWhoIsNotReached | PersonAtConsole;

export interface PersonAtConsole {
  readonly kind: 'live';
  /** Called for each leg that is made to them, before it rings. */
  readonly openPhone: (call: { readonly number: string; readonly shownNumber: string }) => Phone;
}

/** A telephone of somebody at the console. */
export interface Phone extends Hands {
  /** Rings until it is answered or declined. @param hangUp what hanging up later does */
  readonly startRinging: (hangUp: () => void) => Promise<'answered' | 'busy'>;
  /** @param outcome in words */
  readonly end: (outcome: string) => void;
}

interface PersonWhoAnswers {
  /**
   * - `answers`: listens to the whisper, and is bridged if that accepts
   * - `declines`: hangs up when the whisper asks for a key; without a whisper, as soon as bridged
   * - `silent`: presses nothing
   * - `machine`: a mailbox: beeps, presses nothing; without a whisper it *is* bridged
   */
  readonly kind: 'answers' | 'declines' | 'silent' | 'machine';
  /** Rings this long before. Default 1000. */
  readonly delayMs?: number;
  /** Keys for each Gather of the whisper in turn. */
  readonly presses?: readonly string[];
  /** Talks this long and hangs up; without it, `answers` stays until the caller hangs up. */
  readonly talksMs?: number;
}

interface PersonWhoIsNotReached {
  readonly kind: 'busy' | 'no-answer' | 'failed' | 'canceled';
  /** Until the network says so; `no-answer` rings until Dial gives up. Default 1000. */
  readonly delayMs?: number;
}

/** How one dialled number ended. `canceled`: somebody else accepted, or the caller left. */
export type PersonOutcome = 'bridged' | 'declined' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** One dialled number in the report. */
export interface PersonReport {
  readonly number: string;
  /** What the whisper said to them. */
  readonly heard: readonly string[];
  readonly outcome: PersonOutcome;
  /** When it rang there, in milliseconds of the timeline; only for legs that a REST request made. */
  readonly ringingAtMs?: number;
}

/** Returns how a person's call ended, for the timeline. */
export function describeOutcome(outcome: PersonOutcome, person: Person | undefined): string {
  // A mailbox that presses nothing is hung up on.
  if (person?.kind === 'machine' && outcome !== 'bridged') return 'was a mailbox: hung up on';
  return OUTCOMES[outcome];
}

const OUTCOMES: Readonly<Record<PersonOutcome, string>> = {
  bridged: 'has talked with the caller',
  declined: 'declines',
  busy: 'is busy',
  'no-answer': 'does not answer',
  failed: 'cannot be reached',
  canceled: 'is rung no longer',
};
