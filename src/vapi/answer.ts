import * as v from 'valibot';
import { UUID_PATTERN } from '../config/uuid';
import type { VapiFailure } from './failure';
import { isFull } from './full';

export interface CreatedCall {
  readonly vapiCallId: string | undefined;
  /** Vapi's TwiML as it came. It is for one Twilio call, soon stale, and a secret: never log it. */
  readonly twiml: string;
  /** How many slots Vapi says are left, of how many; undefined if it does not say. */
  readonly slots?: SlotCount | undefined;
  /** Accepts commands for the call. A secret: never log it. */
  readonly controlUrl?: string | undefined;
}

/** An account's slots. It is not known whether the call itself counts as free. */
export interface SlotCount {
  readonly free: number;
  readonly all: number;
}

export type CreateCallResult =
  | { readonly call: CreatedCall; readonly failure?: undefined }
  | { readonly call?: undefined; readonly failure: VapiFailure };

const optionalCount = v.fallback(v.optional(v.pipe(v.number(), v.minValue(0))), undefined);

/** The few fields that we read; all others may change freely. */
const answerSchema = v.object({
  // It becomes part of addresses.
  id: v.fallback(v.optional(v.pipe(v.string(), v.regex(UUID_PATTERN))), undefined),
  phoneCallProviderDetails: v.fallback(
    v.optional(v.object({ twiml: v.fallback(v.optional(v.string()), undefined) })),
    undefined,
  ),
  subscriptionLimits: v.fallback(
    v.optional(
      v.object({
        concurrencyBlocked: v.fallback(v.optional(v.boolean()), undefined),
        concurrencyLimit: optionalCount,
        remainingConcurrentCalls: optionalCount,
      }),
    ),
    undefined,
  ),
  monitor: v.fallback(
    v.optional(v.object({ controlUrl: v.fallback(v.optional(v.string()), undefined) })),
    undefined,
  ),
  endedReason: v.fallback(v.optional(v.string()), undefined),
  endedMessage: v.fallback(v.optional(v.string()), undefined),
});

/**
 * Returns the call in a 2xx answer; one without TwiML or without a slot is a failure, whatever its
 * status.
 */
export function parseCreateCallAnswer(status: number, body: string): CreateCallResult {
  const answer = v.safeParse(answerSchema, parseJson(body));
  if (!answer.success) {
    return { failure: { reason: 'malformed-answer', status, callExists: 'perhaps' } };
  }
  const { id, phoneCallProviderDetails, subscriptionLimits, endedReason, endedMessage, monitor } =
    answer.output;
  const twiml = phoneCallProviderDetails?.twiml ?? '';
  const isBlocked = subscriptionLimits?.concurrencyBlocked;
  // The TwiML of a blocked call leads nowhere.
  if (twiml.trim() !== '' && isBlocked !== true) {
    const { concurrencyLimit: all, remainingConcurrentCalls: free } = subscriptionLimits ?? {};
    const slots = free === undefined || all === undefined ? undefined : { free, all };
    return { call: { vapiCallId: id, twiml, slots, controlUrl: monitor?.controlUrl } };
  }

  const isSlotFree = !isFull({
    status,
    isBlocked,
    reasons: [endedReason, endedMessage],
  });
  return {
    failure: {
      reason: isSlotFree ? 'no-twiml' : 'full',
      status,
      ...(endedReason === undefined ? {} : { detail: endedReason.slice(0, 100) }),
      callExists: 'yes',
    },
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
