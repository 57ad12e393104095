import type { Queue } from '../tenants/queue-schema';
import type { QueueExit } from './exit';

export interface WaitFacts {
  /** From 1; undefined if Twilio does not say. */
  readonly position: number | undefined;
  /** In the queue, by Twilio's clock. */
  readonly waitedSeconds: number;
  /** Whether this is the first request for this caller. */
  readonly isFirst: boolean;
  /** When the position was last announced, in seconds of waiting; undefined = never. */
  readonly announcedAtSeconds: number | undefined;
  /** The key that was pressed; empty = none. */
  readonly digits: string;
}

export type WaitDecision =
  /** Asks Vapi for a slot: the caller is at the front. */
  | { readonly next: 'try' }
  | { readonly next: 'wait'; readonly announcesPosition: boolean }
  /** For what the caller chose, or because waiting makes no sense. */
  | { readonly next: 'leave'; readonly exit: Exclude<QueueExit, { readonly to: 'assistant' }> };

export const OFFER_KEYS = { voicemail: '1', callback: '2' } as const;

/**
 * Decides what a waiting caller gets. Only the front caller tries for a slot, so nobody is overtaken,
 * and Vapi is asked once per loop, however many callers wait.
 */
export function decideWait(facts: WaitFacts, queue: Queue): WaitDecision {
  const choice = queue.offers.find((offer) => OFFER_KEYS[offer] === facts.digits);
  if (choice !== undefined) return { next: 'leave', exit: { to: choice } };
  const { position, waitedSeconds, isFirst } = facts;
  if (waitedSeconds >= queue.maxWaitSeconds) {
    return { next: 'leave', exit: { to: 'fallback', why: 'max-wait' } };
  }
  if (isFirst && (position ?? 0) > queue.maxCallers) {
    return { next: 'leave', exit: { to: 'fallback', why: 'max-callers' } };
  }
  if (position === 1) return { next: 'try' };
  return { next: 'wait', announcesPosition: isPositionDue(facts, queue) };
}

export function isPositionDue(
  { position, waitedSeconds, announcedAtSeconds }: WaitFacts,
  { announceEverySeconds }: Queue,
): boolean {
  if (position === undefined || announceEverySeconds === 0) return false;
  return (
    announcedAtSeconds === undefined || waitedSeconds - announcedAtSeconds >= announceEverySeconds
  );
}
