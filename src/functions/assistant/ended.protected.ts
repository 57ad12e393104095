import { answerAssistantEnded, type AssistantEndedAnswer } from '../../calls/answer-ended';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { InFlight } from '../../runtime/in-flight';
import { buildQueueingServices, findProbe } from '../../runtime/queue-services';
import { buildAskAgainUrl, parseAssistantEnded } from '../../twilio/assistant-ended';
import { buildVoiceTwiml } from '../../twiml/build-voice-twiml';

const inFlight = new InFlight<AssistantEndedAnswer>();

/**
 * `POST /assistant/ended`: the action of the assistant's Connect. Twilio asks it when the stream has
 * ended, broken off or never been opened, and does not say which. Answers with what the caller gets
 * next: the end, the assistant once more, or the fallback.
 * @see https://www.twilio.com/docs/voice/twiml/connect
 */
export const handler = defineVoiceFunction({
  event: 'assistant_ended',
  parse: parseAssistantEnded,
  async answer(call, request) {
    // Twilio may ask twice: both get the same answer, and the assistant is asked for once.
    const { answer, outcome } = await inFlight.run(
      call.callSid,
      () =>
        answerAssistantEnded(call, {
          ...buildQueueingServices(call, request),
          buildAskAgainUrl,
        }),
      call.isAskedAgain,
    );
    return { twiml: buildVoiceTwiml(answer), outcome, cookie: findProbe(answer) };
  },
});
