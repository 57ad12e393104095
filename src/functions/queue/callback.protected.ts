import { answerCallback, type CallbackAnswer } from '../../callback/answer-callback';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { InFlight } from '../../runtime/in-flight';
import { buildCallbackLegServices } from '../../runtime/queue-services';
import { parseCallbackLeg } from '../../twilio/callback-leg';
import { buildVoiceTwiml } from '../../twiml/build-voice-twiml';

const inFlight = new InFlight<CallbackAnswer>();

/**
 * `POST /queue/callback`: what somebody hears who is called back. Asks for key 1, which no answering
 * machine presses, then answers with the assistant; with music, should no slot be free in that moment.
 * @see https://www.twilio.com/docs/voice/api/call-resource (Url)
 */
export const handler = defineVoiceFunction({
  event: 'queue_callback',
  parse: parseCallbackLeg,
  async answer(leg, request) {
    const { answer, outcome } = await inFlight.run(`${leg.callSid} ${leg.digits} ${leg.loop}`, () =>
      answerCallback(leg, buildCallbackLegServices(leg, request)),
    );
    return { twiml: buildVoiceTwiml(answer), outcome };
  },
});
