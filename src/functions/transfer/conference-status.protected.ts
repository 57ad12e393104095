import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { buildRoundContext } from '../../runtime/transfer-services';
import { takeRoomEvent } from '../../transfer/conference-event';
import { parseRoomEvent } from '../../twilio/transfer-events';

/**
 * `POST /transfer/room-status`: who joins and leaves the room of a transfer. Answers 204; ends the legs
 * that nobody needs any more.
 * @see https://www.twilio.com/docs/voice/twiml/conference (statusCallback)
 */
export const handler = defineCallbackFunction('transfer_room', async (event, request) => {
  const room = parseRoomEvent(event);
  const log = request.log.with({ callSid: room.round.callSid });
  await takeRoomEvent(room, buildRoundContext({ ...request, log }));
});
