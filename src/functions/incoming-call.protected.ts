import { answerIncomingCall } from '../calls/answer-incoming-call';
import { defineVoiceFunction } from '../runtime/define-voice-function';
import { buildQueueingServices } from '../runtime/queue-services';
import { parseIncomingCall } from '../twilio/incoming-call';
import { paths } from '../twilio/urls';

/**
 * `POST /incoming-call`: the voice URL of every tenant's number.
 * Answers with the TwiML that streams the call to the tenant's assistant, or asks whether the call may
 * be recorded. Whatever fails, the caller hears the tenant's fallback.
 * @see https://www.twilio.com/docs/voice/twiml
 */
export const handler = defineVoiceFunction({
  event: 'incoming_call',
  parse: parseIncomingCall,
  answer: (call, request) =>
    answerIncomingCall(call, {
      ...buildQueueingServices(call, request),
      consentUrl: paths.recordingConsent,
    }),
});
