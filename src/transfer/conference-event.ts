import type { RoomEvent } from '../twilio/transfer-events';
import { labelCaller, PERSON_LABEL } from './advance';
import { hangUpAll, type RoundContext } from './round';

/**
 * Ends the legs that nobody needs any more: all others once a person has the caller, all once the
 * caller has left. Ending a leg that is over is harmless, so repeated and late callbacks are too.
 */
export async function takeRoomEvent(
  { event, label, callSid, round }: RoomEvent,
  context: Pick<RoundContext, 'rest' | 'log'>,
): Promise<void> {
  const isTaken = event === 'participant-join' && label === PERSON_LABEL;
  const isLeft =
    event === 'conference-end' || (event === 'participant-leave' && label === labelCaller(round));
  if (isTaken) context.log.info('transfer.accepted', 'A person has the caller', { leg: callSid });
  if (!isTaken && !isLeft) return;
  const unneeded = isTaken ? round.legSids.filter((sid) => sid !== callSid) : round.legSids;
  await hangUpAll(unneeded, context);
}
