import type { Check } from '../../../../cli/setup/doctor/check';
import { assistantTimeLimit } from '../../../../cli/setup/doctor/checks/assistant-time-limit';
import { assistantTransfer } from '../../../../cli/setup/doctor/checks/assistant-transfer';
import { clock } from '../../../../cli/setup/doctor/checks/clock';
import { vapiIds } from '../../../../cli/setup/doctor/checks/vapi-ids';
import { vapiKey } from '../../../../cli/setup/doctor/checks/vapi-key';
import { vapiPhoneNumber } from '../../../../cli/setup/doctor/checks/vapi-phone-number';
import { UNUSED_ID } from '../../../../cli/setup/doctor/gather-vapi';
import type { CheckedReference } from '../../../../cli/core/vapi/look-up';
import {
  assistantReference,
  fakeDoctorContext,
  ids,
  phoneNumberReference,
  unknown,
} from '../../../fakes/doctor-facts';

type Row = [found: RegExp, status: string, checked: readonly object[], exitCode?: number];

const found = (fields = {}) => assistantReference(fields);
const number = (fields = {}) => phoneNumberReference(fields);
const not = (lookup: object, parts: object = {}) => ({ ...found(), lookup, ...parts });
const missing = { outcome: 'missing' };
const unauthorized = { outcome: 'unauthorized' };
const down = { outcome: 'unavailable', detail: 'answered 503', isPassing: true };
const notSet = { outcome: 'key-not-set', detail: 'is not set' };
const no = { toolTypes: [], savedToolCount: 0, maxDurationSeconds: undefined };
const squad = (overrides: object, member: object = {}) => ({
  kind: 'squad',
  id: ids.squad,
  apiKeyEnv: 'VAPI_API_KEY',
  namedBy: ['summit-hvac'],
  lookup: {
    outcome: 'found',
    resource: {
      id: ids.squad,
      overrides: { ...no, ...overrides },
      members: [{ assistantId: ids.assistant, assistant: undefined, overrides: no, ...member }],
    },
  },
});
const asMember = (fields = {}) => ({ ...found(fields), namedBy: [`squad ${ids.squad}`] });

// A default keeps Jest from taking the parameter for its callback.
const defaultExitCode = (status: string) => (status === 'fail' ? 1 : 0);
const describeCheck = (check: Check, rows: Row[]) =>
  describe(check.id, () => {
    it.each(rows)(
      'finds %s: %s',
      async (text, status, checked, exitCode = defaultExitCode(status)) => {
        const value = checked as readonly CheckedReference[];

        const result = await check.run(fakeDoctorContext({ vapi: { value } }));

        expect(result).toMatchObject({ status, found: expect.stringMatching(text) as string });
        expect(result.exitCode).toBe(exitCode);
        if (exitCode !== 0) expect(result.fix).toMatch(/\w+/);
      },
    );
  });

describeCheck(vapiKey, [
  [/accepted: VAPI_API_KEY$/, 'pass', [found(), not(missing)]],
  [/accepted: VAPI_API_KEY$/, 'pass', [not(down), found()]],
  [/does not accept the key in VAPI_API_KEY/, 'fail', [not(unauthorized)], 3],
  [/refuses requests with VAPI_API_KEY \(403\)/, 'fail', [not({ outcome: 'forbidden' })], 4],
  [/Vapi answered 503/, 'fail', [not(down)], 4],
  [
    /VAPI_KEY_B, needed by t1, t2, t3 and 1 more, is not set/,
    'fail',
    [found(), not(notSet, { apiKeyEnv: 'VAPI_KEY_B', namedBy: ['t1', 't2', 't3', 't4'] })],
  ],
]);

describe('vapi-key', () => {
  it('skips without any key, which ends the doctor with 3', async () => {
    const vapi = unknown<never>({ kind: 'absent', why: 'VAPI_API_KEY is not set', exitCode: 3 });

    expect(await vapiKey.run(fakeDoctorContext({ vapi }))).toMatchObject({
      status: 'skip',
      exitCode: 3,
    });
  });
});

describeCheck(vapiIds, [
  [/1 of 1 exist/, 'pass', [found()]],
  [
    /assistant 3f0c.* \(riverside-dental\) is not in the organisation of VAPI_API_KEY/,
    'fail',
    [not(missing)],
  ],
  [/is no id that Vapi accepts/, 'fail', [not({ outcome: 'bad-id' })]],
  [/could not be looked up: Vapi answered 503/, 'fail', [found(), not(down)], 4],
  [/no key was accepted/, 'skip', [not(unauthorized)]],
  [/callers hear the greeting only/, 'warn', [not(missing, { id: UNUSED_ID })]],
]);

describeCheck(vapiPhoneNumber, [
  [/1 Twilio number, active/, 'pass', [number()]],
  [/no Vapi phone number is named/, 'fail', [found()]],
  [/is of vapi, not of Twilio/, 'fail', [number({ provider: 'vapi' })]],
  [/is blocked/, 'fail', [number({ status: 'blocked' })]],
  [/still activating/, 'warn', [number({ status: 'activating' })]],
  [/belongs to Twilio account AC1, not to AC0/, 'fail', [number({ twilioAccountSid: 'AC1' })]],
  [/is \+12025559999, which no tenant has/, 'warn', [number({ number: '+12025559999' })]],
  [/showed none/, 'skip', [{ ...number(), lookup: missing }]],
]);

describeCheck(assistantTransfer, [
  [/no transferCall tool in 1$/, 'pass', [found()]],
  [
    /assistant 3f0c.* has a transferCall tool/,
    'warn',
    [found({ toolTypes: ['endCall', 'transferCall'] })],
  ],
  [/saved tools of 1 cannot be seen/, 'pass', [found({ savedToolCount: 2 })]],
  [
    /member 1 of squad 7b9d.* has a transferCall tool/,
    'warn',
    [squad({}), asMember({ toolTypes: ['transferCall'] })],
  ],
  [/member 1 of squad/, 'warn', [squad({ toolTypes: ['transferCall'] }), asMember()]],
  [/showed no assistant/, 'skip', [not(missing), squad({})]],
]);

describeCheck(assistantTimeLimit, [
  [/set in 1$/, 'pass', [found()]],
  [/after ten minutes \(maxDurationSeconds 600\)/, 'warn', [found({ maxDurationSeconds: 600 })]],
  [
    /after ten minutes \(maxDurationSeconds not set\)/,
    'warn',
    [found({ maxDurationSeconds: undefined })],
  ],
  [
    /set in 1$/,
    'pass',
    [squad({ maxDurationSeconds: 900 }), asMember({ maxDurationSeconds: undefined })],
  ],
  [/member 1 of squad/, 'warn', [squad({}, { assistantId: undefined, assistant: no })]],
  [/set in 1$/, 'pass', [found({ maxDurationSeconds: 3_600 })]],
  [
    /may talk for more than an hour \(maxDurationSeconds 3601\)/,
    'warn',
    [found({ maxDurationSeconds: 3_601 })],
  ],
]);

describe('assistant-time-limit, of a tenant with a limit of its own', () => {
  it.each([
    [600, 'pass', /set in 1$/],
    [7_200, 'warn', /limits.maxCallSeconds of riverside-dental .* more than an hour \(7200\)$/],
  ])('of %d seconds is %s, whatever the assistant has', async (maxCallSeconds, status, shown) => {
    const healthy = fakeDoctorContext();
    const { file, tenants } = healthy.tenants.value!;
    const limits = { maxCallSeconds, onLimit: 'warn' as const };
    const limited = { ...tenants, defaults: { ...tenants.defaults, limits } };

    const result = await assistantTimeLimit.run(
      fakeDoctorContext({
        vapi: { value: [found({ maxDurationSeconds: 40_000 })] },
        tenants: { value: { file, tenants: limited } },
      }),
    );

    expect(result).toMatchObject({ status, found: expect.stringMatching(shown) as string });
  });
});

describeCheck(clock, [
  [/45 s behind Vapi's/, 'warn', [not({ outcome: 'missing', clockAheadMs: -45_000 })]],
]);

describe('a result of many findings', () => {
  it('names the failures first, five findings in all', async () => {
    const many = Array.from({ length: 8 }, (_item, index) =>
      number({
        id: `n${index}`,
        ...(index === 7 ? { provider: 'vapi' } : { status: 'activating' }),
      }),
    );

    const result = await vapiPhoneNumber.run(fakeDoctorContext({ vapi: { value: many } }));

    expect(result).toMatchObject({ status: 'fail', exitCode: 1 });
    expect(result.found).toMatch(/^phone number n7 is of vapi.*; and 3 more$/);
  });
});
