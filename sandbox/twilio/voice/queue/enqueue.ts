import { Queues } from './queues';
import type { RunVerb } from '../leg';

/**
 * Keeps the leg in a queue; a call outside of any account has one for itself.
 * @see https://www.twilio.com/docs/voice/twiml/enqueue
 */
export const runEnqueue: RunVerb = async (enqueue, context) => {
  const { leg, documentUrl } = context;
  const { action, method } = enqueue.attributes;
  const runQueue = leg.call.account?.runQueue ?? new Queues(leg.call.options.clock).run;
  const parameters = await runQueue(enqueue, context);
  if (action === undefined) return 'next-verb';
  return leg.goTo(action, documentUrl, { method, parameters });
};
