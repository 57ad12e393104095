import { vapiError } from './call-rules';
import type { SubscriptionLimits } from './slots';
import type { StandInCall } from './stand-in-call';

/** What Vapi says when all slots are taken: every form that was seen in public. */
export type FullAnswer =
  /** 400, in the message, with a full stop or without. */
  | 'limit'
  | 'limit-without-stop'
  /** 400 with nothing but `error`. */
  | 'limit-in-error'
  /** 429 that mentions concurrency. */
  | 'too-many'
  /** 201 without TwiML, `concurrencyBlocked`; the call ends afterwards. */
  | 'blocked'
  /** The same, with TwiML whose WebSocket nobody opens. */
  | 'blocked-with-twiml'
  /** 201 without TwiML; the call has ended, and says why. */
  | 'ended';

/** Why a call ended that was made while all slots were taken. */
const FULL_REASON = 'call.start.error-subscription-concurrency-limit-reached';

/** Every form, for tests that want them all. */
export const fullAnswers: readonly FullAnswer[] = [
  'limit',
  'limit-without-stop',
  'limit-in-error',
  'too-many',
  'blocked',
  'blocked-with-twiml',
  'ended',
];

/** An answer without a call. */
export interface FullRefusal {
  readonly status: number;
  readonly body: object;
}

/** Returns the answer that refuses a call; undefined if a call is created that ends at once. */
export function buildFullRefusal(answer: FullAnswer): FullRefusal | undefined {
  switch (answer) {
    case 'limit':
      return vapiError(400, 'Bad Request', 'Over Concurrency Limit.');
    case 'limit-without-stop':
      return vapiError(400, 'Bad Request', 'Over Concurrency Limit');
    case 'limit-in-error':
      return { status: 400, body: { error: 'Over Concurrency Limit' } };
    case 'too-many':
      return vapiError(429, 'Too Many Requests', 'Concurrency limit reached.');
    case 'blocked':
    case 'blocked-with-twiml':
    case 'ended':
      return undefined;
  }
}

/** Returns the body of a 201 for a call that gets no slot, and ends the call. */
export function endWithoutSlot(
  call: StandInCall,
  answer: FullAnswer,
  limits: SubscriptionLimits,
  twiml: string,
): object {
  if (answer === 'ended') call.end(FULL_REASON);
  const subscriptionLimits = { ...limits, concurrencyBlocked: answer !== 'ended' };
  const body = {
    ...call.toResource(),
    subscriptionLimits,
    ...(answer === 'blocked-with-twiml' ? { phoneCallProviderDetails: { twiml } } : {}),
  };
  call.end(FULL_REASON);
  return body;
}
