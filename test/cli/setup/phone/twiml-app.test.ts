import { buildAccessToken } from '../../../../cli/setup/phone/access-token';
import { prepareTwimlApp } from '../../../../cli/setup/phone/twiml-app';
import { createTwilioClient, readTwilioCredentials } from '../../../../cli/core/twilio-client';
import { TwilioApi } from '../../../../sandbox/twilio/serverless/twilio-api';

const DOMAIN = 'switchboard-1234-dev.twil.io';

let api: TwilioApi;
beforeEach(async () => (api = await TwilioApi.start()));
afterEach(() => api.stop());

const credentials = () => {
  const { accountSid, apiKeySid, apiKeySecret } = api.account;
  return readTwilioCredentials({
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: apiKeySid,
    TWILIO_API_SECRET: apiKeySecret,
  });
};
const client = () =>
  createTwilioClient(credentials(), { httpsAgent: api.httpsAgent, environment: {} });

describe('the TwiML App for a phone in the browser', () => {
  it('is made once, and leads to the deployed switchboard', async () => {
    const first = await prepareTwimlApp(client(), DOMAIN);
    const second = await prepareTwimlApp(client(), DOMAIN);

    expect([first.change, second.change]).toEqual(['created', 'none']);
    expect(api.applications.list()).toMatchObject([
      {
        sid: first.sid,
        voiceUrl: `https://${DOMAIN}/incoming-call`,
        voiceFallbackUrl: `https://${DOMAIN}/fallback/default.xml`,
        voiceFallbackMethod: 'GET',
        statusCallback: `https://${DOMAIN}/call-status#rc=2&rp=5xx,ct,rt`,
      },
    ]);
  });

  it('is corrected where somebody has changed it, and no other App is', async () => {
    const other = api.applications.add({ friendlyName: 'billing', voiceUrl: 'https://b.example' });
    const { sid } = await prepareTwimlApp(client(), DOMAIN);
    api.applications.get(sid)!.voiceUrl = 'https://elsewhere.example/voice';

    const prepared = await prepareTwimlApp(client(), DOMAIN);

    expect(prepared).toMatchObject({ sid, change: 'corrected' });
    expect(api.applications.get(sid)?.voiceUrl).toBe(`https://${DOMAIN}/incoming-call`);
    expect(other.voiceUrl).toBe('https://b.example');
  });
});

describe("the browser's access token", () => {
  const read = (token: string) =>
    token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);

  it('may call through the App for an hour, and receives no calls', () => {
    const token = buildAccessToken(credentials(), 'AP1');

    const [header, payload] = read(token) as [object, { iat: number; exp: number }];
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' });
    expect(payload).toMatchObject({
      iss: api.account.apiKeySid,
      sub: api.account.accountSid,
      grants: { identity: 'operator', voice: { outgoing: { application_sid: 'AP1' } } },
    });
    expect(payload).not.toHaveProperty('grants.voice.incoming');
    expect(payload.exp - payload.iat).toBe(3_600);
  });
});
