import { isCallLive } from './call-status';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, textOf } from './parameters';

/** What a caller did who was asked whether they may be recorded. */
export interface ConsentReply extends IncomingCall {
  readonly isCallLive: boolean;
  /** The key that was pressed; undefined after silence. */
  readonly digit: string | undefined;
}

/** Returns what such a request tells; never throws. @see https://www.twilio.com/docs/voice/twiml/gather */
export function parseConsentReply(event: EventParameters): ConsentReply {
  return {
    ...parseIncomingCall(event),
    isCallLive: isCallLive(event),
    digit: textOf(event['Digits']).trim() || undefined,
  };
}
