import { answerQueueLeft } from '../../queue/left';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildQueueingServices } from '../../runtime/queue-services';
import { parseQueueLeft } from '../../twilio/queue';

/**
 * `POST /queue/left`: the action of the queue. Answers with what the caller left it for: the assistant,
 * a message, or the fallback.
 * @see https://www.twilio.com/docs/voice/twiml/enqueue (QueueResult)
 */
export const handler = defineVoiceFunction({
  event: 'queue_left',
  leavesPart: true,
  parse: parseQueueLeft,
  answer: (left, request) => answerQueueLeft(left, buildQueueingServices(left, request)),
});
