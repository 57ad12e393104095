import type { QueueExit } from './exit';

export interface LeftFacts {
  readonly isCallLive: boolean;
  /** Twilio's word; empty where the caller came by an address of ours. */
  readonly result: string;
  /** What they left for; undefined where nobody says. */
  readonly exit: QueueExit | undefined;
  readonly isAskedAgain: boolean;
  readonly hasWaitedTooLong: boolean;
}

export type LeftDecision =
  | { readonly next: 'exit'; readonly exit: QueueExit }
  /** The assistant, else the line once more, else the fallback. */
  | { readonly next: 'try'; readonly why: string }
  | { readonly next: 'fallback'; readonly why: string }
  /** A way back here: the caller may be in other hands. */
  | { readonly next: 'ask-again' }
  | { readonly next: 'goodbye' }
  | { readonly next: 'hangup' };

/** Decides what follows the queue. Every word of Twilio's leads somewhere, unknown ones too. */
export function decideLeft(facts: LeftFacts): LeftDecision {
  const { isCallLive, result, exit, isAskedAgain, hasWaitedTooLong } = facts;
  if (!isCallLive || result === 'hangup') return { next: 'hangup' };
  if (result === 'redirected' || result === 'redirected-from-bridged') {
    // Twilio asks although it takes the caller elsewhere, and then follows no answer.
    return { next: 'ask-again' };
  }
  if (exit !== undefined) return { next: 'exit', exit };
  switch (result) {
    case 'queue-full':
      return { next: 'fallback', why: 'the queue takes no more callers' };
    case 'bridged':
    case 'bridging-in-process':
      // Somebody else's Dial took the caller out, and the talk is over.
      return { next: 'goodbye' };
    case 'leave':
      // Twilio refused to move the caller. Who has waited too long must not wait once more.
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
