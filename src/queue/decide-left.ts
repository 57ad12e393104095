import type { QueueExit } from './exit';

export interface LeftFacts {
  readonly isCallLive: boolean;
  /** Twilio's `QueueResult`; empty if we moved the caller here. */
  readonly result: string;
  /** What the caller left for; undefined = unknown. */
  readonly exit: QueueExit | undefined;
  readonly isAskedAgain: boolean;
  readonly hasWaitedTooLong: boolean;
}

export type LeftDecision =
  | { readonly next: 'exit'; readonly exit: QueueExit }
  /** The assistant; if no slot is free, the queue again; otherwise the fallback. */
  | { readonly next: 'try'; readonly why: string }
  | { readonly next: 'fallback'; readonly why: string }
  /** Leads back here, in case Twilio does not take the caller elsewhere. */
  | { readonly next: 'ask-again' }
  | { readonly next: 'goodbye' }
  | { readonly next: 'hangup' };

/** Decides what follows the queue. Each result leads somewhere, including unknown ones. */
export function decideLeft(facts: LeftFacts): LeftDecision {
  const { isCallLive, result, exit, isAskedAgain, hasWaitedTooLong } = facts;
  if (!isCallLive || result === 'hangup') return { next: 'hangup' };
  if (result === 'redirected' || result === 'redirected-from-bridged') {
    // Twilio sends this request although it takes the caller elsewhere, and ignores the answer.
    return { next: 'ask-again' };
  }
  if (exit !== undefined) return { next: 'exit', exit };
  switch (result) {
    case 'queue-full':
      return { next: 'fallback', why: 'the queue takes no more callers' };
    case 'bridged':
    case 'bridging-in-process':
      // Another application's Dial connected the caller, and that conversation is over.
      return { next: 'goodbye' };
    case 'leave':
      // Twilio did not move the caller. Callers who have waited too long must not wait again.
      if (hasWaitedTooLong) return { next: 'exit', exit: { to: 'fallback', why: 'max-wait' } };
      return { next: 'try', why: 'what the caller left for did not arrive' };
    case 'error':
    case 'system-error':
      return { next: 'try', why: `Twilio put the caller out of the queue: ${result}` };
    default:
      return {
        next: 'try',
        why: isAskedAgain ? 'nobody took the caller' : 'left for no known reason',
      };
  }
}
