import * as v from 'valibot';
import { tenantSecrets } from '../../../../cli/setup/doctor/checks/tenant-secrets';
import { readConfig } from '../../../../src/config/config';
import { tenantFileSchema } from '../../../../src/tenants/schema';
import { fakeDoctorContext } from '../../../fakes/doctor-facts';

const events = { SWITCHBOARD_EVENTS_SECRET: 'e'.repeat(24) };
const webhooks = { SWITCHBOARD_WEBHOOK_SECRET: 'w'.repeat(24) };
const webhook = { url: 'https://crm.example/calls' };
const destination = { key: 'desk', description: 'The desk', numbers: ['+12025550171'] };

const parts = {
  transfer: { transfer: { destinations: [destination] } },
  reports: { reports: { webhook } },
  recording: { recording: { by: 'twilio', notify: { webhook } } },
  voicemail: {
    voicemail: { notify: { webhook: { ...webhook, secretEnv: 'SWITCHBOARD_CRM_SECRET' } } },
  },
  afterCall: { afterCall: { webhook } },
  header: {
    afterCall: {
      webhook: { ...webhook, header: { name: 'X-Key', valueEnv: 'SWITCHBOARD_TOKEN_CRM' } },
    },
  },
};

function check(defaults: object, environment: Readonly<Record<string, string>>) {
  const { tenants } = fakeDoctorContext().tenants.value!.tenants;
  const file = v.parse(tenantFileSchema, { tenants, defaults });
  const config = readConfig(environment);
  return tenantSecrets.run(
    fakeDoctorContext({ config, tenants: { value: { file: 'x', tenants: file } } }),
  );
}

describe('tenant-secrets', () => {
  it.each([
    ['the transfer', 'SWITCHBOARD_EVENTS_SECRET', parts.transfer, webhooks],
    ['the reports', 'SWITCHBOARD_EVENTS_SECRET', parts.reports, webhooks],
    ['the reports webhook', 'SWITCHBOARD_WEBHOOK_SECRET', parts.reports, events],
    ['the recording webhook', 'SWITCHBOARD_WEBHOOK_SECRET', parts.recording, events],
    ['the voicemail webhook', 'SWITCHBOARD_CRM_SECRET', parts.voicemail, webhooks],
    ['the afterCall webhook', 'SWITCHBOARD_WEBHOOK_SECRET', parts.afterCall, events],
    ['the afterCall header', 'SWITCHBOARD_TOKEN_CRM', parts.header, webhooks],
  ])('warns where %s does nothing without %s', (part, name, defaults, environment) => {
    expect(check(defaults, environment)).toMatchObject({
      status: 'warn',
      found: `${name}, needed by ${part} of riverside-dental, is not set`,
      fix: expect.stringMatching(`put .+ after ${name}= in .env`) as string,
      exitCode: 0,
    });
  });

  it('warns of a secret that cannot be used', () => {
    expect(check(parts.reports, { ...events, SWITCHBOARD_WEBHOOK_SECRET: 'short' })).toMatchObject({
      status: 'warn',
      found: expect.stringMatching(/^SWITCHBOARD_WEBHOOK_SECRET, .*, is shorter than 16/) as string,
    });
  });

  it('warns of a header value that anybody can guess, and takes one with a blank', () => {
    const withToken = (token: string) =>
      check(parts.header, { ...webhooks, SWITCHBOARD_TOKEN_CRM: token });

    expect(withToken('abc')).toMatchObject({
      status: 'warn',
      found: expect.stringMatching(/^SWITCHBOARD_TOKEN_CRM, .*, is shorter than 8/) as string,
    });
    expect(withToken('Bearer 12345678')).toMatchObject({ status: 'pass' });
  });

  it('passes where all are set, and where none is needed', () => {
    const everything = { ...parts.transfer, ...parts.reports, ...parts.recording };

    expect(check(everything, { ...events, ...webhooks })).toMatchObject({ status: 'pass' });
    expect(check({}, {})).toMatchObject({ status: 'pass' });
  });
});
