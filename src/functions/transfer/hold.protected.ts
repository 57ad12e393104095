import { findTenant } from '../../runtime/tenants';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { planTransferHold } from '../../transfer/hold';
import { parseTransferCaller } from '../../twilio/transfer-events';
import { buildTransferUrls } from '../../twilio/transfer-round';

/**
 * `POST /transfer/hold`: where a caller is taken while people are rung. Answers with the conference in which
 * they wait.
 * @see https://www.twilio.com/docs/voice/twiml/conference
 */
export const handler = defineVoiceFunction({
  event: 'transfer_hold',
  parse: parseTransferCaller,
  async answer({ round }, request) {
    // For the exit entry.
    await findTenant(round.calledNumber, request);
    const { origin = '' } = request;
    const verbs = planTransferHold(round, buildTransferUrls(origin, round));
    return { verbs, outcome: 'waiting' };
  },
});
