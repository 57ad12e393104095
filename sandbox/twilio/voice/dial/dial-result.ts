import type { CallOptions } from '../call-options';
import type { PersonOutcome } from '../person';
import type { WebhookForm } from '../webhook';

export interface DialResult {
  /** For the leg whose result counts; undefined if nobody was dialled. */
  readonly callSid?: string;
  readonly outcome: PersonOutcome;
  readonly talkedMs: number;
}

/** Returns the one outcome of several people none of whom accepted the call. */
export function pickOutcome(outcomes: readonly PersonOutcome[]): PersonOutcome {
  const order: readonly PersonOutcome[] = ['declined', 'no-answer', 'busy', 'canceled', 'failed'];
  return order.find((outcome) => outcomes.includes(outcome)) ?? 'failed';
}

/** Returns Dial's parameters to its action. @see https://www.twilio.com/docs/voice/twiml/dial */
export function buildDialParameters(
  { callSid, outcome, talkedMs }: DialResult,
  declinedDial: CallOptions['declinedDial'] = 'no-answer',
): WebhookForm {
  const sid: WebhookForm = callSid === undefined ? {} : { DialCallSid: callSid };
  if (outcome === 'bridged') {
    const seconds = Math.max(1, Math.round(talkedMs / 1_000));
    const duration = { DialCallDuration: String(seconds), DialBridged: 'true' };
    return { DialCallStatus: 'completed', ...sid, ...duration };
  }
  if (outcome !== 'declined') return { DialCallStatus: outcome, ...sid, DialBridged: 'false' };
  if (declinedDial === 'no-answer') {
    return { DialCallStatus: 'no-answer', ...sid, DialBridged: 'false' };
  }
  const completed = { DialCallStatus: 'completed', ...sid, DialCallDuration: '1' };
  return declinedDial === 'completed' ? completed : { ...completed, DialBridged: 'false' };
}
