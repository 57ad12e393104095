import { decideHours } from '../../../src/tenants/hours';
import type { TenantEntry, TenantFile } from '../../../src/tenants/schema';
import { NO_ENVIRONMENT, resolveTenant } from '../../../src/tenants/tenant';
import type { TenantView, WorldMessage } from '../../../console/protocol';

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
    tenants: tenants.map((entry) => viewTenant(entry, defaults, now)),
    queues: [],
    slots: undefined,
    breakers: [],
    isOutageOn: false,
    clockAt: undefined,
    faults: [],
  };
}

function viewTenant(entry: TenantEntry, defaults: TenantFile['defaults'], now: Date): TenantView {
  const { id, name, numbers } = entry;
  const { language, hours } = resolveTenant(entry, defaults, NO_ENVIRONMENT);
  const { isOpen, opensAt } = decideHours(hours, now);
  return {
    id,
    name,
    numbers,
    languages: [language],
    timeZone: hours?.timeZone,
    hours: {
      state: hours === undefined ? 'always' : isOpen ? 'open' : 'closed',
      opensAt: opensAt?.toISOString(),
      isClosedByHand: false,
    },
  };
}
