import { findTenant } from '../../runtime/tenants';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildRoundServices } from '../../runtime/transfer-services';
import { planPerson } from '../../transfer/person';
import { parseTransferPerson } from '../../twilio/transfer-events';

/**
 * `POST /transfer/person`: what a person who is rung for a transfer hears: who calls and why, then
 * the caller after key 1. Everybody else, answering machines among them, is hung up on.
 */
export const handler = defineVoiceFunction({
  event: 'transfer_person',
  parse: parseTransferPerson,
  async answer(person, request) {
    const { tenant } = await findTenant(person.round.calledNumber, request);
    const context = buildRoundServices(request);
    const urls = context.buildUrls(person.round);
    return planPerson(tenant, person, urls, context);
  },
});
