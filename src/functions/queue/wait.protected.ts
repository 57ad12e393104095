import { LAST_RESORT_WAIT } from '../../queue/hold';
import { waitInQueue } from '../../queue/wait';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildWaitServices } from '../../runtime/queue-services';
import { parseQueueWait } from '../../twilio/queue';

/**
 * `POST /queue/wait`: what a caller in the queue hears. Twilio asks again whenever it is over; for the
 * caller at the front this asks Vapi for a slot.
 * @see https://www.twilio.com/docs/voice/twiml/enqueue (waitUrl)
 */
export const handler = defineVoiceFunction({
  event: 'queue_wait',
  parse: parseQueueWait,
  lastResort: LAST_RESORT_WAIT,
  answer: (call, request) => waitInQueue(call, buildWaitServices(request)),
});
