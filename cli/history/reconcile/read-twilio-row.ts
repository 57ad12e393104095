import { CALL_SID, type TwilioRow } from './call-rows';
import type { TagCaller } from './tag-caller';

type Listed = Readonly<Record<string, unknown>>;

/** What reading a row needs to know. */
export type ReadTwilioRow = (
  call: Listed,
  findOwner: (phoneNumber: string) => string,
  tagCaller: TagCaller,
) => TwilioRow | undefined;

/**
 * Returns the row of one call in Twilio's list; undefined unless it is a readable inbound call of
 * its own: not a leg that a Dial created, nor an outbound call.
 */
export const readTwilioRow: ReadTwilioRow = (call, findOwner, tagCaller) => {
  const row = readAnyLeg(call, findOwner, tagCaller);
  const isOwn = row?.isOutgoing === undefined && row?.parentSid === undefined;
  return isOwn ? row : undefined;
};

/** Returns the row of any call or leg, with the number that was called. */
export const readAccountRow: ReadTwilioRow = (call, findOwner, tagCaller) => {
  const row = readAnyLeg(call, findOwner, tagCaller);
  return row && { ...row, calledShown: tagCaller(String(call['to'])).shown };
};

/**
 * Returns the row of a leg, in either direction.
 * @see https://www.twilio.com/docs/voice/api/call-resource
 */
const readAnyLeg: ReadTwilioRow = (call, findOwner, tagCaller) => {
  const { sid, parent_call_sid: parent, direction, status, duration, from } = call;
  if (typeof sid !== 'string' || !CALL_SID.test(sid)) return undefined;
  const isInbound = direction === 'inbound';
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
    tenantId: findOwner(String(isInbound ? call['to'] : from)),
    caller: tagCaller(typeof from === 'string' ? from : ''),
    ...readPrice(call),
    ...(isInbound ? {} : { isOutgoing: true }),
    ...(typeof parent === 'string' && parent !== '' ? { parentSid: parent } : {}),
  };
};

/** Twilio lists charges as negative amounts, and null until it has billed them. */
export function readPrice(call: Listed): Pick<TwilioRow, 'price' | 'priceUnit'> {
  const { price, price_unit: unit } = call;
  const amount = typeof price === 'string' && price !== '' ? Number(price) : NaN;
  if (!Number.isFinite(amount) || typeof unit !== 'string') return {};
  return { price: Math.abs(amount), priceUnit: unit.toUpperCase() };
}
