import type { WorldMessage } from '../../../console/protocol';
import { viewTenant } from '../../../console/view-tenant';
import type { TenantFile } from '../../../src/tenants/schema';

/** Returns what the page shows besides the call: whom it can call, and what is real. */
export function describeWorld(
  domainName: string,
  { tenants, defaults }: TenantFile,
  now: Date,
): WorldMessage {
  return {
    type: 'world',
    mode: 'deployed',
    real: [
      `Everything is real: this call goes through Twilio to ${domainName}, and takes a slot at Vapi. Both cost money.`,
      'You call as client:operator, without a number, so rules for callers treat you as they treat a SIP caller.',
    ],
    tenants: tenants.map((entry) => viewTenant(entry, defaults, { at: now })),
    queues: [],
    slots: undefined,
    breakers: [],
    isOutageOn: false,
    clockAt: undefined,
    faults: [],
  };
}
