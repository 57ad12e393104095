import { answerConsent, type ConsentAnswer } from '../../calls/answer-consent';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { InFlight } from '../../runtime/in-flight';
import { buildQueueingServices, findProbe } from '../../runtime/queue-services';
import { parseConsentReply } from '../../twilio/consent-reply';
import { buildVoiceTwiml } from '../../twiml/build-voice-twiml';

const inFlight = new InFlight<ConsentAnswer>();

/**
 * `POST /recording/consent`: what a caller did who was asked whether they may be recorded, a key or
 * nothing. Answers with the TwiML that streams the call to the tenant's assistant, recorded or not.
 * Whatever fails, the caller hears the tenant's fallback.
 * @see https://www.twilio.com/docs/voice/twiml/gather
 */
export const handler = defineVoiceFunction({
  event: 'recording_consent',
  parse: parseConsentReply,
  async answer(reply, request) {
    // Twilio may deliver a webhook twice: both get the same call.
    const { answer, outcome } = await inFlight.run(reply.callSid, () =>
      answerConsent(reply, buildQueueingServices(reply, request)),
    );
    return { twiml: buildVoiceTwiml(answer), outcome, cookie: findProbe(answer) };
  },
});
