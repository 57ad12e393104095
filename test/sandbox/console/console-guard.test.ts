import { once } from 'node:events';
import { request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { ConsoleServer } from '../../../sandbox/console/console-server';
import { ConsoleState } from '../../../sandbox/console/console-state';
import { ConsoleWorld, type Page } from './console-world';

let console: ConsoleWorld;
let page: Page;
/** Somebody who is no page of ours. */
let stranger: Socket | undefined;

beforeAll(async () => {
  console = await ConsoleWorld.start();
  console.reset();
  page = await console.openPage();
});
beforeEach(() => (page.seen.length = 0));
afterAll(async () => {
  stranger?.destroy();
  page.close();
  await console.stop();
});

/** Returns how the server answers a request with this Host. */
function ask(
  host: string,
  path = '/',
  method = 'GET',
): Promise<{ status: number; headers: object }> {
  return new Promise((resolve, reject) => {
    request(`${console.server.url}${path}`, { method, headers: { host } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

/** Returns the status of a refused WebSocket; `open` if it is not refused. */
function connect(url: string, origin: string | undefined): Promise<number | 'open'> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, origin === undefined ? {} : { origin });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
  });
}

describe('the console’s server', () => {
  it.each(['evil.example', 'evil.example:3001', '127.0.0.1', '127.0.0.1.evil.example'])(
    'refuses a request for the host "%s"',
    async (host) => {
      // An address that needs no token: only the name is wrong.
      expect((await ask(host, '/nothing-here')).status).toBe(403);
    },
  );

  it('serves by both names of this machine, with a strict content policy', async () => {
    const { port } = new URL(console.server.url);

    const { status, headers } = await ask(`localhost:${port}`, '/nothing-here');

    expect(status).toBe(404);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self';/,
      ) as string,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it('shows its page to those who know the printed address alone', async () => {
    const { url, pageUrl } = console.server;

    const answers = [pageUrl, url, `${url}/?token=guessed`].map((address) => fetch(address));

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 403, 403]);
  });

  it('stays open when a page elsewhere asks for an address that is none', async () => {
    const { url } = console.server;

    expect((await fetch(`${url}//`)).status).toBe(400);
    expect(await connect(`${url.replace('http', 'ws')}//`, 'http://evil.example')).toBe(403);
  });

  it('answers nothing but GET', async () => {
    const { host } = new URL(console.server.url);

    expect((await ask(host, '/', 'POST')).status).toBe(405);
  });

  it('takes a WebSocket from its own page alone', async () => {
    const { url, socketUrl } = console.server;

    expect(await connect(socketUrl, 'http://evil.example')).toBe(403);
    expect(await connect(socketUrl, undefined)).toBe(403);
    expect(await connect(socketUrl.replace('127.0.0.1', 'localhost'), url)).toBe(403);
    expect(await connect(socketUrl, url)).toBe('open');
  });

  it('waits for no stranger who keeps a refused WebSocket open', async () => {
    const port = Number(new URL(console.server.url).port);
    stranger = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true });
    stranger.write('GET /socket HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');

    const [answer] = (await once(stranger, 'data')) as [Buffer];
    // What is written to a side that is gone is refused.
    const writing = setInterval(() => stranger?.write('x'), 10);
    const closed = await new Promise((resolve) => stranger?.once('error', () => resolve('gone')));
    clearInterval(writing);

    expect([String(answer).split('\r\n')[0], closed]).toEqual(['HTTP/1.1 403 Forbidden', 'gone']);
  });

  it('takes a WebSocket with its token alone', async () => {
    const { url, socketUrl } = console.server;

    expect(await connect(`${socketUrl}x`, url)).toBe(403);
    expect(await connect(socketUrl.replace(/\?.*/, ''), url)).toBe(403);
  });
});

describe('a message of the page', () => {
  it.each([
    ['{', 'the message is not JSON'],
    ['{"type":"explode"}', 'type: '],
    ['{"type":"keys","phone":"caller","keys":"1a"}', 'keys: has something else than 0-9, * and #'],
    ['{"type":"keys","phone":"person-x","keys":"1"}', 'phone: is no phone of this page'],
    [
      '{"type":"call","to":"911","from":"","speaks":false,"reachesVapi":false}',
      'The called number is no number like +12025550101.',
    ],
    [
      '{"type":"call","to":"+12025550101","from":"anonymous","state":"CA","speaks":false,"reachesVapi":false}',
      'a state needs a country',
    ],
    ['{"type":"audio","phone":"caller","payload":"AAAA"}', 'payload: is not whole frames'],
    ['{"type":"fault","id":"toString","isOn":"next-call"}', 'There is no fault toString here.'],
    ['{"type":"clock","at":"tomorrow"}', 'The clock is not a moment.'],
  ])('is refused with a reason: %s', async (text, reason) => {
    page.sendText(text);
    await page.until(({ type }) => type === 'error');

    expect(page.list('error')[0]?.text).toContain(reason);
    expect(console.network.calls).toEqual([]);
  });

  it('switches the outage on and closes a business by hand, for all Functions', async () => {
    page.send({ type: 'outage', isOn: true });
    page.send({ type: 'closed', tenantId: 'riverside-dental', isOn: true });
    await page.until(
      (message) => message.type === 'world' && message.tenants[0]?.hours.state === 'closed',
    );

    expect(page.list('world').at(-1)).toMatchObject({ isOutageOn: true });
    expect(console.environment).toMatchObject({
      SWITCHBOARD_OUTAGE: 'all',
      SWITCHBOARD_CLOSED: 'riverside-dental',
    });
    page.send({ type: 'reset' });
    await page.until((message) => message.type === 'world' && !message.isOutageOn);
    expect(console.environment).toMatchObject({ SWITCHBOARD_OUTAGE: '', SWITCHBOARD_CLOSED: '' });
  });
});

const NO_FUNCTIONS = { setVariables: () => {}, loadAnew: () => {} };

describe('a console with a key of Vapi', () => {
  it('removes the secrets of .env from downloads, and nothing for those that are empty', () => {
    const variables = { VAPI_API_KEY: 'key-of-vapi', SWITCHBOARD_EVENTS_SECRET: '' };

    const { secrets } = new ConsoleState(console.state.world, variables, NO_FUNCTIONS);

    expect(secrets).toEqual(['key-of-vapi']);
  });

  it('places no call that does not say that it reaches Vapi, and offers no faults of Vapi', async () => {
    const { world } = console.state;
    const parts = { ...world, standIn: undefined, network: undefined };
    const real = new ConsoleState(parts, {}, NO_FUNCTIONS);
    const server = await ConsoleServer.start(real, 0, 'token-of-another');
    const other = await console.openPage(server);

    other.call();
    await other.until(({ type }) => type === 'error');

    expect(other.list('error')[0]?.text).toContain('takes a slot at Vapi and costs money');
    expect(other.list('world')[0]).toMatchObject({ mode: 'vapi' });
    expect(other.list('world')[0]?.slots).toBeUndefined();
    expect(other.list('world')[0]?.faults.map(({ id }) => id)).toEqual(['crash']);
    other.close();
    await server.stop();
  });
});
