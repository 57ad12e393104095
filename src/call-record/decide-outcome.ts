import type { AnsweredBy, CallOutcome } from './call-record';

/** How the last webhook of a call went that says what became of it. */
export type LastStation =
  'queue' | 'queue-callback' | 'fallback' | 'closed' | 'rejected' | 'caller-left' | 'none';

export interface OutcomeFacts {
  /** Who talked with the caller, in order. */
  readonly talks: readonly Exclude<AnsweredBy, 'nobody'>[];
  readonly hasMessage: boolean;
  readonly isCallback: boolean;
  readonly lastStation: LastStation;
  /** Whether anything is known of how the call went. */
  readonly isKnown: boolean;
}

/** Returns what became of a call in the end. What the caller got last counts. */
export function decideOutcome(facts: OutcomeFacts): CallOutcome {
  const { talks, hasMessage, isCallback, lastStation, isKnown } = facts;
  if (!isKnown) return 'unknown';
  // Callers who leave a message or ask for a callback may have talked before.
  if (hasMessage) return 'message';
  if (lastStation === 'queue-callback') return 'callback-requested';
  const lastTalk = talks.at(-1);
  if (lastTalk !== undefined) return lastTalk;
  if (isCallback) return 'callback-unanswered';
  switch (lastStation) {
    case 'queue':
      return 'queue-left';
    case 'fallback':
    case 'closed':
    case 'rejected':
    case 'caller-left':
      return lastStation;
    case 'none':
      return 'unknown';
  }
}

/** Whether somebody called in vain: what a text message to the caller may depend on. */
const MISSED: Readonly<Record<CallOutcome, boolean>> = {
  assistant: false,
  person: false,
  message: false,
  // They will hear from us.
  'callback-requested': false,
  // They did not call.
  'callback-unanswered': false,
  'queue-left': true,
  fallback: true,
  closed: true,
  'caller-left': true,
  // Nobody was meant to answer.
  rejected: false,
  // A text to somebody who has talked would be worse than none.
  unknown: false,
};

export function isMissed(outcome: CallOutcome): boolean {
  return MISSED[outcome];
}

/** Returns who talked with the caller first. */
export function decideAnsweredBy({ talks }: Pick<OutcomeFacts, 'talks'>): AnsweredBy {
  return talks[0] ?? 'nobody';
}
