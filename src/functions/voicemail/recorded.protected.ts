import { buildChain } from '../../runtime/chain-services';
import { findTenant } from '../../runtime/tenants';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { parseRecordResult } from '../../twilio/recording';
import { answerRecorded } from '../../voicemail/answer-recorded';

/**
 * `POST /voicemail/recorded`: the action of a voicemail's Record. Answers with thanks; after silence,
 * with the next step of the tenant's fallback chain.
 * @see https://www.twilio.com/docs/voice/twiml/record
 */
export const handler = defineVoiceFunction({
  event: 'voicemail_recorded',
  leavesPart: true,
  parse: parseRecordResult,
  async answer(result, request) {
    const { tenant } = await findTenant(result.calledNumber, request);
    return answerRecorded(tenant, result, buildChain(result, request));
  },
});
