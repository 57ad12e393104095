import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { ProjectCopy } from './project-copy';

jest.setTimeout(300_000);

const OTHER = `AC${'b'.repeat(32)}`;

describe('npm run deploy', () => {
  const copy = new ProjectCopy();
  let api: TwilioApi;
  beforeAll(async () => {
    api = await TwilioApi.start({ buildDurationMs: 0 });
    copy.setTenants('tenants.private.json', { tenants: [] });
    const { accountSid, authToken } = api.account;
    const variables = `ACCOUNT_SID=${accountSid}\nAUTH_TOKEN=${authToken}\nVAPI_API_KEY=key\n`;
    writeFileSync(path.join(copy.folder, '.env'), variables);
  });
  beforeEach(() => {
    const { proxyUrl, caCertificateFile } = api;
    copy.env = {
      HTTP_PROXY: proxyUrl,
      HTTPS_PROXY: proxyUrl,
      NODE_EXTRA_CA_CERTS: caCertificateFile,
    };
  });
  afterAll(async () => {
    await api.stop();
    copy.remove();
  });

  it('builds and uploads nothing while the shell names another account (F6)', async () => {
    copy.env = { ...copy.env, TWILIO_ACCOUNT_SID: OTHER };

    const { exitCode, stdout, stderr } = await copy.runScript('deploy');

    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`TWILIO_ACCOUNT_SID of the shell is ${OTHER}`);
    expect(api.listRequests()).toEqual([]);
  });

  it('names the account first, then refuses another Service than the last (F5, F6)', async () => {
    const first = await copy.runScript('deploy');
    const file = path.join(copy.folder, '.twilioserverlessrc');
    writeFileSync(file, '{ "functionsFolder": "dist/functions", "serviceName": "renamed" }');
    const requestCount = api.listRequests().length;

    const second = await copy.runScript('deploy');

    expect(first.stdout).toMatch(/^Twilio account AC0000…0000 \(ACCOUNT_SID in \.env\)\n/);
    expect([first.exitCode, second.exitCode, second.stdout]).toEqual([0, 1, '']);
    expect(second.stderr).toContain('leads deploys to the Service vapi-switchboard');
    expect(api.listRequests().length).toBe(requestCount + 1);
  });
});
