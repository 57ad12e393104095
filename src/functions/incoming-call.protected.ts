import { answerIncomingCall, type IncomingCallAnswer } from '../assistant/answer-incoming-call';
import {
  createContainerVapiClient,
  getTenantDirectory,
  withoutReserve,
} from '../runtime/container';
import { defineVoiceFunction } from '../runtime/define-voice-function';
import { InFlight } from '../runtime/in-flight';
import { parseIncomingCall } from '../twilio/incoming-call';
import { buildVoiceTwiml } from '../twiml/build-voice-twiml';

const inFlight = new InFlight<IncomingCallAnswer>();

/**
 * `POST /incoming-call`: the voice URL of every tenant's number.
 * Answers with the TwiML that streams the call to the tenant's assistant. Whatever fails, the caller
 * hears the tenant's fallback. Twilio may deliver one webhook twice: both get the same call.
 * @see https://www.twilio.com/docs/voice/twiml
 */
export const handler = defineVoiceFunction({
  event: 'incoming_call',
  parse: parseIncomingCall,
  async answer(call, { config, log, deadline }) {
    const { answer, outcome } = await inFlight.run(call.callSid, () =>
      answerIncomingCall(call, {
        config,
        log,
        tenants: getTenantDirectory(config),
        vapi: createContainerVapiClient(config),
        remainingMs: () => withoutReserve(deadline.remainingMs()),
      }),
    );
    return { twiml: buildVoiceTwiml(answer), outcome };
  },
});
