import type { DialResult } from '../twilio/dial-result';

/** How ringing people went. Only `answered` ends a chain; after `caller-left` nobody listens. */
export type DialOutcome =
  'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled' | 'machine' | 'caller-left';

/**
 * Returns how a Dial went. Somebody answered only if Twilio says that caller and callee were
 * connected, because a callee who did not press the key also counts as completed. If Twilio does
 * not say, nobody answered: hearing the next step after a talk does less harm than hearing nothing.
 * @see https://www.twilio.com/docs/voice/twiml/dial (DialCallStatus, DialBridged)
 */
export function classifyDial(result: DialResult): DialOutcome {
  if (!result.isCallLive) return 'caller-left';
  if (/^(machine|fax)/.test(result.answeredBy)) return 'machine';
  switch (result.status) {
    case 'completed':
    case 'answered':
      return result.isBridged === true ? 'answered' : 'no-answer';
    case 'busy':
    case 'no-answer':
    case 'canceled':
      return result.status;
    default:
      return 'failed';
  }
}
