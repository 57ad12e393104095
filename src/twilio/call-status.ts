import { type Caller, parseCaller } from '../phone/caller';
import { type EventParameters, parseCount, textOf } from './parameters';

/** What a number's status callback says, once, when a call is over. */
export interface CallStatus {
  readonly callSid: string;
  readonly calledNumber: string;
  readonly caller: Caller;
  /** `completed`, `busy`, `failed`, `no-answer` or `canceled`. */
  readonly status: string;
  /** How long the call lasted; undefined if Twilio did not say. */
  readonly durationSeconds: number | undefined;
}

/** Parses a status callback; never throws. @see https://www.twilio.com/docs/voice/twiml */
export function parseCallStatus(event: EventParameters): CallStatus {
  return {
    callSid: textOf(event['CallSid']).trim(),
    calledNumber: textOf(event['To']).trim(),
    caller: parseCaller(textOf(event['From'])),
    status: textOf(event['CallStatus']).trim(),
    durationSeconds: parseCount(event['CallDuration']),
  };
}

const OVER = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Returns whether the caller of a request is still on the phone; an unknown status means yes. */
export function isCallLive(event: EventParameters): boolean {
  return !OVER.has(textOf(event['CallStatus']).trim());
}
