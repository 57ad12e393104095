import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { ProjectCopy } from './project-copy';

jest.setTimeout(300_000);

const OTHER = `AC${'b'.repeat(32)}`;

/** A tenant of somebody who tries call records. */
const LOCAL = {
  id: 'meadow-vet',
  name: 'Meadow Vet',
  numbers: ['+12025550105'],
  assistant: { assistantId: '5e2f7c3a-0b1d-4e6f-8a9b-1c2d3e4f5a6b' },
  afterCall: { webhook: { url: 'http://127.0.0.1:4000/calls' } },
};

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

  it('uploads nothing where a webhook is at an address that only this machine has', async () => {
    copy.setTenants('tenants.private.json', { tenants: [LOCAL] });

    const { exitCode, stderr } = await copy.runScript('deploy');
    copy.setTenants('tenants.private.json', { tenants: [] });

    expect(exitCode).toBe(1);
    expect(stderr).toContain('the webhook of afterCall is at a private address');
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
