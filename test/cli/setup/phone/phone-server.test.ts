import { request } from 'node:http';
import { PhoneServer } from '../../../../cli/setup/phone/phone-server';

let server: PhoneServer;
beforeAll(async () => (server = await PhoneServer.start(() => ({ token: 'access-token' }), 0)));
afterAll(() => server.stop());

const readPage = async () => (await fetch(server.pageUrl)).text();

async function askForSession(headers: Readonly<Record<string, string>>) {
  const answer = await fetch(`${server.url}/session`, { method: 'POST', headers });
  return [answer.status, await answer.text()];
}

async function readToken(): Promise<string> {
  return /name="console-token" content="([\w-]+)"/.exec(await readPage())?.[1] ?? '';
}

/** What fetch does not let out: another Host, as a page has that names itself 127.0.0.1. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    request(server.pageUrl, { headers: { host } }, ({ statusCode }) => resolve(statusCode)).end();
  });
}

describe('the page of switchboard phone', () => {
  it("calls by Twilio's SDK, which is served beside it", async () => {
    const sdk = await fetch(`${server.url}/voice-sdk.js`);
    const code = await fetch(`${server.url}/main.js`);

    expect(await readPage()).toContain('name="console-mode" content="deployed"');
    expect([sdk.status, code.status]).toEqual([200, 200]);
    expect((await sdk.text()).length).toBeGreaterThan(100_000);
  });

  it('may reach its server and Twilio, and runs no other script', async () => {
    const { headers } = await fetch(server.url);

    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' wss://*.twilio.com https://*.twilio.com;");
  });

  it('gets an access token with what this start wrote into it', async () => {
    const own = { Origin: server.url, 'X-Console-Token': await readToken() };

    expect(await askForSession(own)).toEqual([200, '{"token":"access-token"}']);
  });

  it('is the only one that gets a token', async () => {
    const token = await readToken();

    const answers = await Promise.all([
      askForSession({ Origin: server.url }),
      askForSession({ Origin: server.url, 'X-Console-Token': 'guessed' }),
      askForSession({ Origin: 'https://elsewhere.example', 'X-Console-Token': token }),
      askForSession({ 'X-Console-Token': token }),
    ]);

    expect(answers.map(([status]) => status)).toEqual([403, 403, 403, 403]);
  });

  it('is refused under another name of this machine, even with its token', async () => {
    expect(await statusWithHost('elsewhere.example')).toBe(403);
    expect(await statusWithHost(new URL(server.url).host)).toBe(200);
  });

  it('is shown to those who know the printed address alone', async () => {
    const answers = [server.url, `${server.url}/?token=guessed`].map((url) => fetch(url));

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 403]);
  });

  it('stays open when a page elsewhere asks for an address that is none', async () => {
    expect((await fetch(`${server.url}//`)).status).toBe(400);
    expect((await fetch(server.pageUrl)).status).toBe(200);
  });
});
