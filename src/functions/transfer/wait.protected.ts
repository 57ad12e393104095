import { findTenant } from '../../runtime/tenants';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildRoundServices } from '../../runtime/transfer-services';
import { LAST_RESORT_HOLD } from '../../transfer/hold';
import { waitForPeople } from '../../transfer/wait';
import { parseTransferCaller } from '../../twilio/transfer-events';

/**
 * `POST /transfer/wait`: what a waiting caller hears. Twilio asks again whenever the document ends,
 * which drives the transfer: if nobody takes the call, this rings the next people or gives up.
 * @see https://www.twilio.com/docs/voice/twiml/conference (waitUrl)
 */
export const handler = defineVoiceFunction({
  event: 'transfer_wait',
  parse: parseTransferCaller,
  lastResort: LAST_RESORT_HOLD,
  async answer(caller, request) {
    const { tenant } = await findTenant(caller.calledNumber, request);
    return waitForPeople(caller, tenant, buildRoundServices(request));
  },
});
