import type { Twilio } from 'twilio';

/** A phone call at Twilio, once it is over. */
export interface EndedCall {
  readonly from: string;
  readonly to: string;
  /** Whether we made it. */
  readonly isOutbound: boolean;
  readonly isOver: boolean;
  /** Milliseconds since 1970; undefined where Twilio says none. */
  readonly startedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
  readonly seconds: number | undefined;
  /** Undefined until Twilio has priced it, some minutes later. */
  readonly price: { readonly amount: number; readonly currency: string } | undefined;
}

const OVER = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/**
 * @throws when Twilio does not answer, or does not know the call
 * @see https://www.twilio.com/docs/voice/api/call-resource
 */
export async function readEndedCall(client: Twilio, callSid: string): Promise<EndedCall> {
  const call = await client.calls(callSid).fetch();
  const { from, to, status, startTime, endTime, duration, price, priceUnit } = call;
  // Twilio writes costs as negative numbers.
  const amount = Math.abs(Number.parseFloat(price ?? ''));
  return {
    from,
    to,
    isOutbound: call.direction.startsWith('outbound'),
    isOver: OVER.has(status),
    startedAtMs: timeOf(startTime),
    endedAtMs: timeOf(endTime),
    seconds: /^\d+$/.test(duration ?? '') ? Number(duration) : undefined,
    price: Number.isNaN(amount) ? undefined : { amount, currency: priceUnit },
  };
}

/** Twilio leaves out times that there are none of. */
function timeOf(date: Date | null | undefined): number | undefined {
  const ms = date?.getTime() ?? NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
