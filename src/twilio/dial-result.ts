import { isCallLive } from './call-status';
import { type EventParameters, textOf } from './parameters';

export interface DialResult {
  /** `completed`, `answered`, `busy`, `no-answer`, `failed` or `canceled`; others may come. */
  readonly status: string;
  /**
   * Whether caller and callee were connected; undefined if Twilio does not say. A callee who
   * answered but declined, and a mailbox that pressed no key, count as completed and not connected.
   */
  readonly isBridged: boolean | undefined;
  /** `human`, `machine_start` and others if Twilio looked for machines; otherwise empty. */
  readonly answeredBy: string;
  /** Whether the caller is still on the phone. */
  readonly isCallLive: boolean;
}

/**
 * Parses how a Dial went, undefined if the request does not say; never throws.
 * @see https://www.twilio.com/docs/voice/twiml/dial
 */
export function parseDialResult(event: EventParameters): DialResult | undefined {
  const status = textOf(event['DialCallStatus']).trim();
  if (status === '') return undefined;
  return {
    status,
    isBridged: parseBridged(textOf(event['DialBridged']).trim()),
    answeredBy: textOf(event['AnsweredBy']).trim(),
    isCallLive: isCallLive(event),
  };
}

function parseBridged(text: string): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}
