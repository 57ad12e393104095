import { decideNumber } from '../../../src/legs/decide-callback';
import { classifyNumber } from '../../../src/phone/classify-number';
import { isE164 } from '../../../src/phone/e164';
import type { TenantFile } from '../../../src/tenants/schema';
import { NO_ENVIRONMENT, resolveTenant, type Tenant } from '../../../src/tenants/tenant';

/** What a tenant file lets us ring beyond what we would ring by ourselves. Its choice: nothing is wrong. */
export interface OutgoingLegs {
  /** One sentence for each number, or tenant's list of countries. */
  readonly beyondDefaults: readonly string[];
  /** Whether anybody is rung at all. */
  readonly ringsPeople: boolean;
}

export const FORWARDING_NOTE =
  'a number that is rung must not forward to a number of this switchboard: its callers would come back';

export function listOutgoingLegs({ tenants, defaults }: TenantFile): OutgoingLegs {
  const legs = tenants.map((entry) => {
    const tenant = resolveTenant(entry, defaults, NO_ENVIRONMENT);
    return { tenant, own: entry.numbers, rung: listRung(tenant) };
  });
  return {
    beyondDefaults: legs.flatMap(({ tenant, own, rung }) => [
      ...describeCountries(tenant),
      ...rung.flatMap((number) => describeNumber(number, tenant, own)),
    ]),
    ringsPeople: legs.some(({ rung }) => rung.length > 0),
  };
}

function listRung({ fallback = [], whenClosed, answerFirst, transfer }: Tenant): readonly string[] {
  const closed = whenClosed !== undefined && 'fallback' in whenClosed ? whenClosed.fallback : [];
  const dialled = [...fallback, ...closed].flatMap((step) =>
    step.step === 'dial' ? step.numbers : [],
  );
  const first = [answerFirst?.open, answerFirst?.closed].flatMap((people) => people?.numbers ?? []);
  const people = (transfer?.destinations ?? []).flatMap(({ numbers }) => numbers);
  return [...new Set([...first, ...dialled, ...people])];
}

function describeCountries({ id, outgoing }: Tenant): string[] {
  if (outgoing === undefined) return [];
  return [`${id} calls back to ${outgoing.countries.join(', ')} besides its own country`];
}

function describeNumber(number: string, { id, outgoing }: Tenant, own: readonly string[]) {
  if (!isE164(number)) return [];
  const home = own.filter(isE164).map((each) => classifyNumber(each).country);
  const { rings, why } = decideNumber(number, [...home, ...(outgoing?.countries ?? [])]);
  if (rings) return [];
  const { country = 'no country' } = classifyNumber(number);
  const what = why === 'other-country' ? `a number of ${country}` : `a ${why} number of ${country}`;
  return [`${id} rings ${number}, ${what}`];
}
