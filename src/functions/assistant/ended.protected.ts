import { answerAssistantEnded } from '../../calls/answer-ended';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildQueueingServices } from '../../runtime/queue-services';
import { buildAskAgainUrl, parseAssistantEnded } from '../../twilio/assistant-ended';

/**
 * `POST /assistant/ended`: the action of the assistant's Connect. Twilio asks it when the stream has
 * ended, broken off or never been opened, and does not say which. Answers with what the caller gets
 * next: the end, the assistant once more, or the fallback.
 * @see https://www.twilio.com/docs/voice/twiml/connect
 */
export const handler = defineVoiceFunction({
  event: 'assistant_ended',
  leavesPart: true,
  parse: parseAssistantEnded,
  answer: (call, request) =>
    answerAssistantEnded(call, {
      ...buildQueueingServices(call, request),
      buildAskAgainUrl,
    }),
});
