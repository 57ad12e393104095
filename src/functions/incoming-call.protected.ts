import { answerIncomingCall, type IncomingCallAnswer } from '../calls/answer-incoming-call';
import { defineVoiceFunction } from '../runtime/define-voice-function';
import { InFlight } from '../runtime/in-flight';
import { buildQueueingServices, findProbe } from '../runtime/queue-services';
import { parseIncomingCall } from '../twilio/incoming-call';
import { paths } from '../twilio/urls';
import { buildVoiceTwiml } from '../twiml/build-voice-twiml';

const inFlight = new InFlight<IncomingCallAnswer>();

/**
 * `POST /incoming-call`: the voice URL of every tenant's number.
 * Answers with the TwiML that streams the call to the tenant's assistant, or asks whether the call may
 * be recorded. Whatever fails, the caller hears the tenant's fallback. Twilio may deliver one webhook twice: both get the same call.
 * @see https://www.twilio.com/docs/voice/twiml
 */
export const handler = defineVoiceFunction({
  event: 'incoming_call',
  parse: parseIncomingCall,
  async answer(call, request) {
    const { answer, outcome } = await inFlight.run(call.callSid, () =>
      answerIncomingCall(call, {
        ...buildQueueingServices(call, request),
        consentUrl: paths.recordingConsent,
      }),
    );
    return { twiml: buildVoiceTwiml(answer), outcome, cookie: findProbe(answer) };
  },
});
