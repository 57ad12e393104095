import { answerQueueLeft, type LeftAnswer } from '../../queue/left';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { InFlight } from '../../runtime/in-flight';
import { buildQueueingServices, findProbe } from '../../runtime/queue-services';
import { parseQueueLeft } from '../../twilio/queue';
import { buildVoiceTwiml } from '../../twiml/build-voice-twiml';

const inFlight = new InFlight<LeftAnswer>();

/**
 * `POST /queue/left`: the action of the queue. Answers with what the caller left it for: the assistant,
 * a message, or the fallback.
 * @see https://www.twilio.com/docs/voice/twiml/enqueue (QueueResult)
 */
export const handler = defineVoiceFunction({
  event: 'queue_left',
  parse: parseQueueLeft,
  async answer(left, request) {
    const { answer, outcome } = await inFlight.run(
      left.callSid,
      () => answerQueueLeft(left, buildQueueingServices(left, request)),
      `${left.result} ${left.retries} ${left.isAskedAgain}`,
    );
    return { twiml: buildVoiceTwiml(answer), outcome, cookie: findProbe(answer) };
  },
});
