import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { ProjectCopy } from './project-copy';

jest.setTimeout(300_000);

/** As people keep a key in a variable: 470 bytes, of which the first line alone would be allowed. */
const PEM = `-----BEGIN KEY-----\\n${'A'.repeat(436)}\\n-----END KEY-----`;

describe('a value of more than 450 bytes over several lines', () => {
  const copy = new ProjectCopy();
  let api: TwilioApi;
  beforeAll(async () => {
    api = await TwilioApi.start({ buildDurationMs: 0 });
    copy.setTenants('tenants.private.json', { tenants: [] });
    const { accountSid, authToken } = api.account;
    const variables = `ACCOUNT_SID=${accountSid}\nAUTH_TOKEN=${authToken}\nPEM="${PEM}"\n`;
    writeFileSync(path.join(copy.folder, '.env'), variables);
  });
  afterAll(async () => {
    await api.stop();
    copy.remove();
  });

  it('is refused by the rehearsal (F7)', async () => {
    const { exitCode, stderr } = await copy.runScript('rehearse', '--tool', 'twilio-run', '--own');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('refused (variable-size)');
  });

  it('is refused by the deploy (F7)', async () => {
    copy.env = {
      HTTP_PROXY: api.proxyUrl,
      HTTPS_PROXY: api.proxyUrl,
      NODE_EXTRA_CA_CERTS: api.caCertificateFile,
    };

    const { exitCode } = await copy.runScript('deploy');

    expect(exitCode).toBe(1);
    expect(api.listRefusals().map(({ rule }) => rule)).toEqual(['variable-size']);
  });
});
