import { Clock } from '../../../sandbox/clock/clock';
import { readFileSync } from 'node:fs';
import { inProject } from '../../../build/project';
import { webhooksThrough } from '../../../sandbox/platform/gateway-webhooks';
import { type Platform, startPlatform } from '../../../sandbox/platform/start-platform';
import { makeSid } from '../../../sandbox/twilio/formats/sid';
import { placeCall } from '../../../sandbox/twilio/voice/place-call';
import type { StoredVersion } from '../../../sandbox/twilio/serverless/rules/stored-resources';
import '../../setup/runtime-globals';

const DOMAIN = 'switchboard-1234.twil.io';
const DOCUMENT = '<Response><Say>Hi</Say><Redirect>/second</Redirect></Response>';

/** Sets the cookie that it is told to, and shows what it is sent. */
const CODE = `exports.handler = (context, event, callback) => {
  const response = new Twilio.Response();
  if (event.set) response.setCookie('call', event.set, event.attributes ? [event.attributes] : []);
  response.appendHeader('Content-Type', event.CallSid ? 'text/xml' : 'application/json');
  response.setBody(event.CallSid ? '${DOCUMENT}' : event.request.cookies);
  callback(null, response);
};`;
const LAST = CODE.replace(
  DOCUMENT,
  "<Response><Say>' + event.request.cookies.call + '</Say></Response>",
);

const { dependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
  dependencies: { twilio: string };
};

const versionOf = (path: string, code: string) =>
  ({
    sid: makeSid('ZN'),
    uploadSid: makeSid('ZH'),
    path,
    visibility: 'public',
    content: Buffer.from(code),
    contentType: 'application/javascript',
  }) as unknown as StoredVersion;

let platform: Platform;
beforeAll(async () => {
  const environment = {
    accountSid: makeSid('AC'),
    authToken: 'token',
    includeCredentials: false,
    serviceSid: makeSid('ZS'),
    environmentSid: makeSid('ZE'),
    buildSid: makeSid('ZB'),
    domainName: DOMAIN,
    runtime: 'node22',
    dependencies: [{ name: 'twilio', version: dependencies.twilio }],
    variables: {},
    functions: [versionOf('/first', CODE), versionOf('/second', LAST)],
    assets: [],
  } as const;
  platform = await startPlatform([environment], { projectFolder: inProject() });
});
afterAll(() => platform.stop());

const ask = (query: Record<string, string>, cookie?: string) => {
  const url = `https://${DOMAIN}/first?${new URLSearchParams(query).toString()}`;
  return webhooksThrough(platform).get(url, 'token', cookie);
};

describe('cookies on the platform', () => {
  it.each([
    ['a=1; b=2', { a: '1', b: '2' }],
    ['a=1=2', { a: '1=2' }],
    ['a=1%202; b=%', { a: '1 2', b: '%' }],
    ['a="1"; b="', { a: '1', b: '"' }],
    ['a=1; a=2', { a: '1' }],
    ['alone', {}],
  ])('reach the Function as the runtime reads them: %s', async (cookie, read) => {
    expect(JSON.parse((await ask({}, cookie)).body)).toEqual(read);
  });

  it('leave it HttpOnly and Secure', async () => {
    const { setCookies } = await ask({ set: '1', attributes: 'Path=/' });

    expect(setCookies).toEqual(['call=1;Path=/; HttpOnly; Secure']);
  });

  it.each([
    ['86400', 200],
    ['86401', 400],
  ])('live for a day at most: %s s', async (seconds, status) => {
    expect((await ask({ set: '1', attributes: `Max-Age=${seconds}` })).status).toBe(status);
  });

  it('come back within a call', async () => {
    const report = await placeCall({
      clock: new Clock(),
      voiceUrl: `https://${DOMAIN}/first?set=1`,
      authToken: 'token',
      accountSid: 'AC1',
      from: '+12025550143',
      to: '+12025550101',
      ...webhooksThrough(platform),
    });

    expect(report.heard).toEqual(['Hi', '1']);
  });
});
