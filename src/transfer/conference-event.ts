import type { ConferenceEvent } from '../twilio/transfer-events';
import { labelCaller, PERSON_LABEL } from './advance';
import { hangUpAll, type RoundServices } from './round';

/**
 * Ends the legs that are no longer needed: all the others once a person has the caller, and all of
 * them once the caller has left. Ending a leg that is over is harmless, so late and repeated
 * callbacks are too.
 */
export async function handleConferenceEvent(
  { event, label, callSid, round }: ConferenceEvent,
  context: Pick<RoundServices, 'rest' | 'log'>,
): Promise<void> {
  const isAnswered = event === 'participant-join' && label === PERSON_LABEL;
  const isLeft = event === 'participant-leave' && label === labelCaller(round);
  if (isAnswered)
    context.log.info('transfer.accepted', 'A person has the caller', { leg: callSid });
  if (!isAnswered && !isLeft) return;
  const unneeded = isAnswered ? round.legSids.filter((sid) => sid !== callSid) : round.legSids;
  await hangUpAll(unneeded, context);
}
