import { CALL_SID, type TwilioRow } from './call-rows';
import type { TagCaller } from './tag-caller';

/**
 * Returns the row of one call in Twilio's list; undefined unless it is a readable inbound call of
 * its own: not a leg that a Dial created, nor an outbound call.
 * @see https://www.twilio.com/docs/voice/api/call-resource
 */
export function readTwilioRow(
  call: Readonly<Record<string, unknown>>,
  findOwner: (calledNumber: string) => string,
  tagCaller: TagCaller,
): TwilioRow | undefined {
  const { sid, parent_call_sid: parent, direction, status, duration, from } = call;
  if (typeof sid !== 'string' || !CALL_SID.test(sid)) return undefined;
  if (direction !== 'inbound' || (typeof parent === 'string' && parent !== '')) return undefined;
  // A call that is still ringing has no start yet.
  const startMs = Date.parse(String(call['start_time'] ?? call['date_created']));
  if (Number.isNaN(startMs)) return undefined;
  const seconds = Number(duration ?? 0);
  const endMs = Date.parse(String(call['end_time']));
  return {
    callSid: sid,
    startMs,
    status: typeof status === 'string' ? status : '',
    durationSeconds: Number.isFinite(seconds) ? seconds : 0,
    ...(Number.isNaN(endMs) ? {} : { endMs }),
    tenantId: findOwner(String(call['to'])),
    caller: tagCaller(typeof from === 'string' ? from : ''),
    ...readPrice(call),
  };
}

/** Twilio lists charges as negative amounts, and null until it has billed them. */
function readPrice(
  call: Readonly<Record<string, unknown>>,
): Pick<TwilioRow, 'price' | 'priceUnit'> {
  const { price, price_unit: unit } = call;
  const amount = typeof price === 'string' && price !== '' ? Number(price) : NaN;
  if (!Number.isFinite(amount) || typeof unit !== 'string') return {};
  return { price: Math.abs(amount), priceUnit: unit.toUpperCase() };
}
