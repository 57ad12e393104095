import { answerIncomingCall } from '../calls/answer-incoming-call';
import { defineVoiceFunction } from '../runtime/define-voice-function';
import { buildDoorServices } from '../runtime/door-services';
import { parseIncomingCall } from '../twilio/incoming-call';

/**
 * `POST /incoming-call`: the voice URL of every tenant's number.
 * Answers with the TwiML that streams the call to the tenant's assistant, or with what the tenant's front
 * door puts before it. Whatever fails, the caller hears the tenant's fallback.
 * @see https://www.twilio.com/docs/voice/twiml
 */
export const handler = defineVoiceFunction({
  event: 'incoming_call',
  leavesPart: true,
  beginsCall: true,
  parse: parseIncomingCall,
  answer: (call, request) => answerIncomingCall(call, buildDoorServices(call, request)),
});
