import { type Caller, parseCaller } from '../phone/caller';
import { parseE164 } from '../phone/e164';
import { NOWHERE, parsePlace, type Place } from '../phone/place';
import { type EventParameters, textOf } from './parameters';

/** A voice webhook of Twilio's, as far as we read it. */
export interface IncomingCall {
  /** The caller's leg; empty only where somebody else than Twilio asked. */
  readonly callSid: string;
  /** E.164 where Twilio sent that; else the text as it came, a SIP address for example. */
  readonly calledNumber: string;
  readonly caller: Caller;
  /** Where the caller's number belongs. */
  readonly callerPlace: Place;
  /** Only where the number looks up caller names. */
  readonly callerName: string | undefined;
  /** The number that forwarded the call to us, where the carrier tells. */
  readonly forwardedFrom: string | undefined;
  /** Lets Twilio show the caller's number on another call. Never log it. */
  readonly callToken: string | undefined;
}

/**
 * Returns the call that a voice webhook tells of; never throws. Twilio adds parameters without
 * notice and leaves some empty, so nothing is required and nothing unknown refused.
 * @see https://www.twilio.com/docs/voice/twiml (Request parameters)
 */
export function parseIncomingCall(event: EventParameters): IncomingCall {
  const called = textOf(event['To']) || textOf(event['Called']);
  const caller = parseCaller(textOf(event['From']) || textOf(event['Caller']));
  return {
    callSid: textOf(event['CallSid']).trim(),
    calledNumber: parseE164(called) ?? called.trim(),
    caller,
    // Of what is no number Twilio tells nothing, or the country that a keypad spelling looks like.
    callerPlace:
      caller.kind === 'number'
        ? parsePlace(textOf(event['FromCountry']), textOf(event['FromState']))
        : NOWHERE,
    callerName: textOf(event['CallerName']).trim() || undefined,
    forwardedFrom: parseE164(textOf(event['ForwardedFrom'])),
    callToken: textOf(event['CallToken']) || undefined,
  };
}
