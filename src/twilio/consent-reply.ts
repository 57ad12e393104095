import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, textOf } from './parameters';

/** The answer of a caller who was asked about recording. */
export interface ConsentReply extends IncomingCall {
  /** The key that was pressed; undefined after silence. */
  readonly digit: string | undefined;
}

/** Parses such a request; never throws. @see https://www.twilio.com/docs/voice/twiml/gather */
export function parseConsentReply(event: EventParameters): ConsentReply {
  return {
    ...parseIncomingCall(event),
    digit: textOf(event['Digits']).trim() || undefined,
  };
}
