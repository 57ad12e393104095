import type { DialResult } from '../twilio/dial-result';

/** How ringing people went. Only `answered` ends a chain; `caller-left` leaves nobody to speak to. */
export type DialOutcome =
  'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled' | 'machine' | 'caller-left';

/**
 * Returns how a Dial went. Somebody answered only if Twilio says that caller and callee were
 * connected: a callee who did not press the key counts as completed too. Where Twilio does not say,
 * nobody did: a caller who hears the next step after a talk loses less than one who hears nothing.
 * @see https://www.twilio.com/docs/voice/twiml/dial (DialCallStatus, DialBridged)
 */
export function classifyDial(result: DialResult): DialOutcome {
  if (!result.isCallLive) return 'caller-left';
  if (/^(machine|fax)/.test(result.answeredBy)) return 'machine';
  switch (result.status) {
    case 'completed':
    case 'answered':
      return result.isBridged ? 'answered' : 'no-answer';
    case 'busy':
    case 'no-answer':
    case 'canceled':
      return result.status;
    default:
      return 'failed';
  }
}
