import { LAST_RESORT_WAIT } from '../../queue/hold';
import { EXIT_SECONDS } from '../../queue/newcomer';
import { waitInQueue } from '../../queue/wait';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildWaitServices } from '../../runtime/queue-services';
import { parseQueueWait, queueCookies } from '../../twilio/queue';

/**
 * `POST /queue/wait`: what a caller in the queue hears. Twilio asks again whenever it is over; for the
 * caller at the front this asks Vapi for a slot.
 * @see https://www.twilio.com/docs/voice/twiml/enqueue (waitUrl)
 */
export const handler = defineVoiceFunction({
  event: 'queue_wait',
  parse: parseQueueWait,
  lastResort: LAST_RESORT_WAIT,
  async answer(call, request) {
    const { verbs, outcome, exit } = await waitInQueue(call, buildWaitServices(request));
    const cookie =
      exit === undefined
        ? undefined
        : { name: queueCookies.exit, value: exit, maxAgeSeconds: EXIT_SECONDS };
    return { verbs, outcome, cookie };
  },
});
