import { createServer, type IncomingHttpHeaders } from 'node:http';
import axios from 'axios';
import { type TenantExchange, TenantServers } from '../../../sandbox/project/tenant-servers';
import { listen, stop } from '../../../sandbox/servers/listen';
import type { TenantFile } from '../../../src/tenants/schema';

const fileWith = (url: string) =>
  ({
    defaults: { reports: { webhook: { url } } },
    tenants: [{ id: 'a', afterCall: { webhook: { url } } }],
  }) as unknown as TenantFile;
const urlIn = ({ tenants }: TenantFile) => tenants[0]?.afterCall?.webhook?.url ?? '';

describe('the stand-in for the servers of tenants', () => {
  const notes: string[] = [];
  const exchanges: TenantExchange[] = [];
  let servers: TenantServers;

  beforeEach(async () => {
    notes.length = 0;
    exchanges.length = 0;
    servers = await TenantServers.start((text) => notes.push(text));
    servers.onRequest = (exchange) => exchanges.push(exchange);
  });
  afterEach(() => servers.stop());

  const send = (url: string) =>
    axios.post(urlIn(servers.divert(fileWith(url))), '{"a":1}', {
      headers: { 'webhook-id': 'call.completed.CA1', 'webhook-signature': 'v1,x' },
      validateStatus: () => true,
      proxy: false,
    });

  it('gets every webhook of a file instead of the server that it names', () => {
    const { defaults, tenants } = servers.divert(fileWith('https://crm.example/calls'));

    expect(defaults.reports?.webhook.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[-\w]{36}$/);
    expect(tenants[0]?.afterCall?.webhook?.url).toBe(defaults.reports?.webhook.url);
  });

  it.each(['/', '//', '/?for=http://127.0.0.1:1/', '/x'])(
    'is no way to anywhere: %s',
    async (path) => {
      const { origin } = new URL(urlIn(servers.divert(fileWith('https://crm.example/calls'))));
      const { status } = await axios.post(`${origin}${path}`, '{}', {
        validateStatus: () => true,
        proxy: false,
      });

      expect(status).toBe(404);
      expect(exchanges).toEqual([]);
    },
  );

  it('passes nothing on to other machines of its network', async () => {
    const { status } = await send('https://192.0.2.1/calls');

    expect(status).toBe(204);
    expect(notes).toEqual(['stand-in for 192.0.2.1: is sent call.completed.CA1, and answers 204']);
  });

  it('accepts what a public server is sent, and shows no path', async () => {
    const { status } = await send('https://crm.example/secret');

    expect(status).toBe(204);
    expect(exchanges).toMatchObject([
      { url: 'https://crm.example', body: '{"a":1}', status: 204, webhookId: 'call.completed.CA1' },
    ]);
    expect(notes).toEqual([
      'stand-in for crm.example: is sent call.completed.CA1, and answers 204',
    ]);
  });

  it('passes on what a server on this machine is sent, and its answer', async () => {
    const received: IncomingHttpHeaders[] = [];
    const own = createServer(({ headers, url }, response) => {
      received.push({ ...headers, url });
      response.writeHead(418).end();
    });
    const { status } = await send(`http://127.0.0.1:${await listen(own)}/calls`);
    await stop(own);

    expect(status).toBe(418);
    expect(received).toMatchObject([{ url: '/calls', 'webhook-signature': 'v1,x' }]);
  });

  it('breaks the connection where a server on this machine does not answer', async () => {
    const own = createServer();
    const port = await listen(own);
    await stop(own);

    await expect(send(`http://127.0.0.1:${port}/calls`)).rejects.toThrow();

    expect(notes).toEqual([
      `127.0.0.1:${port}: is sent call.completed.CA1, and does not answer (ECONNREFUSED)`,
    ]);
  });
});
