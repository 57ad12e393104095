import { planScreening } from '../../fallback/screening';
import { findTenant } from '../../runtime/tenants';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { parseScreening } from '../../twilio/screening';

/**
 * `POST /fallback/screen`: what a person whom a fallback chain rings hears before the caller.
 * A person who presses 1 is connected; all others, answering machines among them, are hung up on.
 * @see https://www.twilio.com/docs/voice/twiml/number (url)
 */
export const handler = defineVoiceFunction({
  event: 'screening',
  parse: parseScreening,
  async answer(call, request) {
    const { tenant } = await findTenant(call.calledNumber, request);
    return planScreening(tenant, call);
  },
});
