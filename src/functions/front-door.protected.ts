import { answerDoorReply } from '../calls/answer-front-door';
import { defineVoiceFunction } from '../runtime/define-voice-function';
import { buildDoorServices } from '../runtime/door-services';
import { parseDoorReply } from '../twilio/door-reply';

/**
 * `POST /front-door`: what a caller answered before the assistant is asked, a key or nothing, or how
 * ringing people went. Answers with the next question, or with the TwiML that streams the call to the
 * tenant's assistant. Whatever fails, the caller hears the tenant's fallback.
 * @see https://www.twilio.com/docs/voice/twiml/gather, https://www.twilio.com/docs/voice/twiml/dial
 */
export const handler = defineVoiceFunction({
  event: 'front_door',
  leavesPart: true,
  parse: parseDoorReply,
  answer: (reply, request) => answerDoorReply(reply, buildDoorServices(reply, request)),
});
