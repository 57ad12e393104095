import { answerConsent } from '../../calls/answer-consent';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildQueueingServices } from '../../runtime/queue-services';
import { parseConsentReply } from '../../twilio/consent-reply';

/**
 * `POST /recording/consent`: the answer of a caller who was asked about recording, a key or
 * nothing. Answers with the TwiML that streams the call to the tenant's assistant, recorded or not.
 * Whatever fails, the caller hears the tenant's fallback.
 * @see https://www.twilio.com/docs/voice/twiml/gather
 */
export const handler = defineVoiceFunction({
  event: 'recording_consent',
  parse: parseConsentReply,
  answer: (reply, request) => answerConsent(reply, buildQueueingServices(reply, request)),
});
