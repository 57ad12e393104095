import { isTollFree } from '../../../src/phone/toll-free';
import { classifyNumber } from '../../../src/phone/classify-number';
import { isE164 } from '../../../src/phone/e164';
import type { TenantFile } from '../../../src/tenants/schema';
import { NO_ENVIRONMENT, resolveTenant, type Tenant } from '../../../src/tenants/tenant';

/** A number from which a tenant's callers are texted. */
export interface TextSender {
  readonly tenantId: string;
  readonly number: string;
}

/** Returns the numbers that text callers; messaging services choose theirs by themselves. */
export function listTextSenders({ tenants, defaults }: TenantFile): readonly TextSender[] {
  return tenants.flatMap((entry) => {
    const tenant = resolveTenant(entry, defaults, NO_ENVIRONMENT);
    const senders = listFrom(tenant).flatMap((from) => (from === undefined ? entry.numbers : from));
    return [...new Set(senders.map(String))]
      .filter(isE164)
      .map((number) => ({ tenantId: tenant.id, number }));
  });
}

/** Undefined = the called number. */
function listFrom({ afterCall }: Pick<Tenant, 'afterCall'>): readonly (string | undefined)[] {
  const { textBack, followUp } = afterCall ?? {};
  return [textBack, followUp].flatMap((rules) => (rules === undefined ? [] : [rules.from]));
}

/** Returns what carriers in the United States ask for before they deliver texts, one sentence each. */
export function describeRegistration(senders: readonly TextSender[]): readonly string[] {
  const american = [...new Set(senders.map(({ number }) => number))]
    .filter(isE164)
    .filter((number) => number.startsWith('+1') && classifyNumber(number).country === 'US');
  const tollFree = american.filter(isTollFree).length;
  const local = american.length - tollFree;
  return [
    ...(local === 0
      ? []
      : [
          `texts from ${local} local US ${local === 1 ? 'number' : 'numbers'} need an A2P 10DLC brand and campaign (otherwise 30034)`,
        ]),
    ...(tollFree === 0
      ? []
      : [
          `texts from ${tollFree} toll-free ${tollFree === 1 ? 'number' : 'numbers'} need a verification (otherwise 30032)`,
        ]),
  ];
}
