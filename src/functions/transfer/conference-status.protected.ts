import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { findTenant } from '../../runtime/tenants';
import { buildRoundServices } from '../../runtime/transfer-services';
import { handleConferenceEvent } from '../../transfer/conference-event';
import { parseConferenceEvent } from '../../twilio/transfer-events';

/**
 * `POST /transfer/conference-status`: who joins and leaves the conference of a transfer. Answers 204; ends the legs
 * that nobody needs any more.
 * @see https://www.twilio.com/docs/voice/twiml/conference (statusCallback)
 */
export const handler = defineCallbackFunction(
  'transfer_conference',
  async (event, request) => {
    const conference = parseConferenceEvent(event);
    // For the call record.
    await findTenant(conference.round.calledNumber, request);
    const log = request.log.with({ callSid: conference.round.callSid });
    await handleConferenceEvent(conference, buildRoundServices({ ...request, log }));
  },
  { part: 'transfer_conference' },
);
