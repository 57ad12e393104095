import { type EventParameters, textOf } from './parameters';

/** What Twilio tells of a stream. */
export interface StreamStatus {
  readonly callSid: string;
  readonly streamSid: string;
  /** `stream-started`, `stream-stopped` or `stream-error`. */
  readonly streamEvent: string;
  /** Twilio's words for an error. */
  readonly error: string;
  /** The number in Twilio's words, where there is one. */
  readonly errorCode: number | undefined;
}

/** Returns what a stream's status callback tells; never throws. @see https://www.twilio.com/docs/voice/twiml/stream */
export function parseStreamStatus(event: EventParameters): StreamStatus {
  const error = textOf(event['StreamError']).trim().slice(0, 300);
  const code = textOf(event['StreamErrorCode']).trim() || error;
  const [number] = /\b31\d{3}\b/.exec(code) ?? [];
  return {
    callSid: textOf(event['CallSid']).trim(),
    streamSid: textOf(event['StreamSid']).trim(),
    streamEvent: textOf(event['StreamEvent']).trim(),
    error,
    errorCode: number === undefined ? undefined : Number(number),
  };
}

/** The server closed the socket: that is how every normal conversation ends too. */
const CLOSED_BY_SERVER = 31921;

/** Tells whether somebody should look at it. @see https://www.twilio.com/docs/api/errors/31921 */
export function isStreamAlarm({ streamEvent, errorCode }: StreamStatus): boolean {
  return streamEvent === 'stream-error' && errorCode !== CLOSED_BY_SERVER;
}
