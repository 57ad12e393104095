import { continueFallback } from '../fallback/continue-fallback';
import { buildChain } from '../runtime/chain-services';
import { findTenant } from '../runtime/tenants';
import { defineVoiceFunction } from '../runtime/define-voice-function';
import { parseChainRequest } from '../twilio/chain-request';

/**
 * `POST /fallback`: the action of a Dial inside a fallback chain. Answers with the chain's next step,
 * or hangs up after a talk with a person.
 * @see https://www.twilio.com/docs/voice/twiml/dial
 */
export const handler = defineVoiceFunction({
  event: 'fallback',
  leavesPart: true,
  parse: parseChainRequest,
  async answer(call, request) {
    const { tenant } = await findTenant(call.calledNumber, request);
    return continueFallback(tenant, call, buildChain(call, request));
  },
});
