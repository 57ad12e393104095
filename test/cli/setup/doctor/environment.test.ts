import { environment } from '../../../../cli/setup/doctor/checks/environment';
import { formatChecks } from '../../../../cli/setup/doctor/print-checks';
import { readConfig } from '../../../../src/config/config';
import { fakeDoctorContext, ids } from '../../../fakes/doctor-facts';
import { describeCheck, type Parts } from './describe-check';

const withEnvironment = (variables: Record<string, string>): Parts => ({
  environment: variables,
  config: readConfig(variables),
});
const keyed = (apiKeyEnv: string): Parts => {
  const { tenants } = fakeDoctorContext().tenants.value!;
  const assistant = { assistantId: ids.assistant, apiKeyEnv };
  const tenant = { ...tenants.tenants[0]!, assistant };
  return { tenants: { value: { file: 'x', tenants: { ...tenants, tenants: [tenant] } } } };
};

describeCheck(environment, [
  [/VAPI_API_KEY: is not set/, 'fail', withEnvironment({}), 3],
  [
    /^VAPI_TIMEOUT_MS.*; VAPI_BASE_URL|^VAPI_BASE_URL.*; VAPI_TIMEOUT_MS/,
    'fail',
    withEnvironment({ VAPI_API_KEY: 'k', VAPI_BASE_URL: 'ftp://x', VAPI_TIMEOUT_MS: 'soon' }),
  ],
  [/all settings/, 'pass', { ...withEnvironment({ VAPI_KEY_B: 'k' }), ...keyed('VAPI_KEY_B') }],
  [
    /^VAPI_ASISTANT_ID: there is no such setting; did you mean VAPI_ASSISTANT_ID\?$/,
    'warn',
    { hasEnvironmentFile: true, uploaded: { VAPI_ASISTANT_ID: 'x', TWILIO_API_KEY: 'SK1' } },
  ],
  [/all settings/, 'pass', { hasEnvironmentFile: false, uploaded: { VAPI_ASISTANT_ID: 'x' } }],
]);

describe('the table', () => {
  it('gives each finding a row of its own', async () => {
    const wrong = withEnvironment({
      VAPI_API_KEY: 'k',
      VAPI_BASE_URL: 'ftp://x',
      VAPI_TIMEOUT_MS: 'soon',
    });
    const { fix = null, ...result } = await environment.run(fakeDoctorContext(wrong));

    const table = formatChecks([{ id: 'environment', ...result, fix }]);

    expect(table).toMatch(/^environment +fail +VAPI_BASE_URL: .*\n +VAPI_TIMEOUT_MS: .*\n +fix: /m);
  });
});

describe("environment's fix", () => {
  const advise = async (parts: Parts) => (await environment.run(fakeDoctorContext(parts))).fix;

  it('writes over no .env that is there', async () => {
    const keyless = withEnvironment({});

    expect(await advise({ ...keyless, hasEnvironmentFile: true })).toMatch(/^set .* in \.env;/);
    expect(await advise({ ...keyless, hasEnvironmentFile: false })).toMatch(/^cp \.env\.example/);
  });
});
