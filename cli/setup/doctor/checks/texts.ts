import { describeRegistration, listTextSenders } from '../../tenants/text-senders';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { pass } from '../result';

/** Says what carriers ask for before they deliver texts. Whether it was done, no documented request tells. */
export const texts: Check = {
  id: 'texts',
  run({ tenants }) {
    if (tenants.unknown !== undefined) return skipBecause(tenants.unknown);
    const senders = listTextSenders(tenants.value.tenants);
    if (senders.length === 0) return pass('no number of a tenant texts callers');
    const needs = describeRegistration(senders);
    return pass(
      needs.length === 0
        ? `${senders.length} numbers text callers, none of the United States`
        : `${needs.join('; ')}. See the Twilio Console, Messaging, Regulatory compliance`,
    );
  },
};
