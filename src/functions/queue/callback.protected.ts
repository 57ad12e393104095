import { answerCallback } from '../../callback/answer-callback';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildCallbackLegServices } from '../../runtime/queue-services';
import { parseCallbackLeg } from '../../twilio/callback-leg';

/**
 * `POST /queue/callback`: what somebody hears who is called back. Asks for key 1, which no answering
 * machine presses, then answers with the assistant; with music, should no slot be free in that moment.
 * @see https://www.twilio.com/docs/voice/api/call-resource (Url)
 */
export const handler = defineVoiceFunction({
  event: 'queue_callback',
  leavesPart: true,
  parse: parseCallbackLeg,
  answer: (leg, request) => answerCallback(leg, buildCallbackLegServices(leg, request)),
});
