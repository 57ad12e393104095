import type { OptionalField } from '../vapi/call-request';
import type { VapiFailure } from '../vapi/failure';

/** What to do after a failed attempt. `why` is for the log. */
export type RetryDecision =
  | { readonly again: false; readonly why: string }
  | {
      readonly again: true;
      readonly why: string;
      readonly waitMs: number;
      readonly freshConnection: boolean;
      readonly without?: readonly OptionalField[];
    };

/** An attempt with less time than this is not worth a slot at Vapi. */
export const MIN_TRY_MS = 500;

/** A short pause, so that callers who failed together do not return together. */
const MAX_JITTER_MS = 200;

/**
 * Decides whether to retry a failed `POST /call`. Each request creates a call of its own, so a
 * retry needs proof that the first created none, and there is at most one.
 * @param remainingMs What the deadline leaves for the pause and the request.
 * @param random A number from 0 to 1.
 */
export function decideRetry(
  failure: VapiFailure,
  remainingMs: number,
  random: number,
): RetryDecision {
  if (failure.callExists !== 'no') return { again: false, why: 'a call may exist already' };
  const plan = planRetry(failure, random);
  if (!plan.again) return plan;
  if (plan.waitMs + MIN_TRY_MS > remainingMs) return { again: false, why: 'no time is left' };
  return plan;
}

function planRetry(failure: VapiFailure, random: number): RetryDecision {
  const waitMs = Math.round(random * MAX_JITTER_MS);
  switch (failure.reason) {
    case 'connection-lost':
      return { again: true, why: 'a kept connection was closed', waitMs: 0, freshConnection: true };
    case 'unreachable':
      return { again: true, why: 'no connection was made', waitMs, freshConnection: true };
    case 'server-error':
      return {
        again: true,
        why: 'Vapi had an error',
        waitMs: failure.retryAfterMs ?? waitMs,
        freshConnection: false,
      };
    case 'rate-limited':
      if (failure.retryAfterMs === undefined) return { again: false, why: 'no Retry-After came' };
      return {
        again: true,
        why: 'Vapi named the time of the next try',
        waitMs: failure.retryAfterMs + waitMs,
        freshConnection: false,
      };
    case 'bad-request':
      if (failure.refusedFields === undefined) return { again: false, why: 'it would fail again' };
      return {
        again: true,
        why: 'the call can do without the refused fields',
        waitMs: 0,
        freshConnection: false,
        without: failure.refusedFields,
      };
    case 'timeout':
    case 'unauthorized':
    case 'forbidden':
    case 'not-found':
    case 'full':
    case 'unexpected-status':
    case 'malformed-answer':
    case 'no-twiml':
    case 'unsafe-twiml':
      return { again: false, why: 'it would fail again' };
  }
}
