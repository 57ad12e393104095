import type { VapiPhoneNumber } from '../../../core/vapi/resources';
import type { Check } from '../check';
import type { DoctorFacts } from '../doctor-facts';
import { skipBecause } from '../fact';
import { type CheckResult, combine, fail, pass, skip, warn } from '../result';

/** Checks that calls can be booked on the Vapi phone numbers that are named. */
export const vapiPhoneNumber: Check = {
  id: 'vapi-phone-number',
  asks: ['vapi'],
  run(context) {
    if (context.vapi.unknown !== undefined) return skipBecause(context.vapi.unknown);
    const named = context.vapi.value.filter(({ kind }) => kind === 'phone-number');
    if (named.length === 0) {
      if (context.tenants.unknown !== undefined) return skipBecause(context.tenants.unknown);
      return fail(
        'no Vapi phone number is named: Vapi refuses calls without one',
        'set VAPI_PHONE_NUMBER_ID in .env, or phoneNumberId in the tenant file',
      );
    }
    const found = named.flatMap(({ lookup }) =>
      lookup.outcome === 'found' && 'provider' in lookup.resource ? lookup.resource : [],
    );
    if (found.length === 0) return skip('not looked at: Vapi showed none of the phone numbers');
    return combine(
      found.flatMap((number) => checkNumber(number, context)),
      pass(`${found.length} Twilio ${found.length === 1 ? 'number' : 'numbers'}, active`),
    );
  },
};

function checkNumber(number: VapiPhoneNumber, context: DoctorFacts): CheckResult[] {
  const { id, provider, status } = number;
  if (provider !== 'twilio') {
    return [
      fail(
        `phone number ${id} is of ${provider}, not of Twilio`,
        'import a Twilio number in the Vapi dashboard, Phone Numbers',
      ),
    ];
  }
  return [
    ...(status === undefined || status === 'active' ? [] : [checkStatus(id, status)]),
    ...checkAccount(number, context),
    ...checkOwner(number, context),
  ];
}

function checkStatus(id: string, status: string): CheckResult {
  return status === 'activating'
    ? warn(`phone number ${id} is still activating`, 'wait a few minutes')
    : fail(`phone number ${id} is ${status}`, 'see the Vapi dashboard, Phone Numbers');
}

function checkAccount(
  { id, twilioAccountSid }: VapiPhoneNumber,
  { environment }: DoctorFacts,
): CheckResult[] {
  const own = environment['TWILIO_ACCOUNT_SID'] || environment['ACCOUNT_SID'];
  if (!own || twilioAccountSid === undefined || twilioAccountSid === own) return [];
  return [
    fail(
      `phone number ${id} belongs to Twilio account ${twilioAccountSid}, not to ${own}`,
      'import a number of this account into Vapi, or set the account that owns it',
    ),
  ];
}

/** This still works: calls of several numbers may be booked on one. */
function checkOwner({ id, number }: VapiPhoneNumber, { tenants }: DoctorFacts): CheckResult[] {
  const all = tenants.value?.tenants.tenants ?? [];
  if (number === undefined || all.length === 0) return [];
  if (all.some(({ numbers }) => numbers.includes(number))) return [];
  return [
    warn(
      `phone number ${id} is ${number}, which no tenant has`,
      'add it to its tenant, or name the Vapi phone number of a tenant',
    ),
  ];
}
