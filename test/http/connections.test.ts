import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnections } from '../../src/http/connections';
import { type RawServer, startRawServer } from '../fakes/raw-server';

let server: RawServer;
beforeEach(async () => {
  server = await startRawServer((_request, response) => {
    setTimeout(() => response.end('ok'), 50);
  });
});
afterEach(() => server.close());

describe('HttpConnections', () => {
  it('keeps a connection between requests', async () => {
    const connections = new HttpConnections();

    await connections.client('kept').get(server.url);
    await connections.client('kept').get(server.url);

    expect(server.connectionCount()).toBe(1);
  });

  it('gives up connections that were idle for longer than half a minute', async () => {
    const connections = new HttpConnections();
    await connections.client('kept').get(server.url);

    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    await connections.client('kept').get(server.url);

    expect(server.connectionCount()).toBe(2);
  });

  it('never gives up a connection while another request is under way', async () => {
    const connections = new HttpConnections();
    const underWay = connections.client('kept').get<string>(server.url);
    await sleep(10);

    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    await connections.client('kept').get(server.url);

    expect((await underWay).data).toBe('ok');
  });

  it('gives up only those connections that were idle for so long', async () => {
    const connections = new HttpConnections();
    const get = () => connections.client('kept').get(server.url);
    await Promise.all([get(), get()]);
    const start = Date.now();

    jest.spyOn(Date, 'now').mockReturnValue(start + 25_000);
    await get();
    jest.spyOn(Date, 'now').mockReturnValue(start + 40_000);
    await Promise.all([get(), get()]);

    expect(server.connectionCount()).toBe(3);
  });

  it('goes past the proxy of the environment', async () => {
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = 'http://127.0.0.1:1';
    try {
      const { data } = await new HttpConnections().client('kept').get<string>(server.url);

      expect(data).toBe('ok');
    } finally {
      delete process.env['HTTP_PROXY'];
      delete process.env['http_proxy'];
    }
  });

  it('drops what the callback throws', async () => {
    const connections = new HttpConnections(() => {
      throw new Error('no package');
    });

    const { data } = await connections.client('kept').get<string>(server.url);

    expect(data).toBe('ok');
  });

  it('calls back once, between the first request and its answer', async () => {
    const order: string[] = [];
    const connections = new HttpConnections(() => {
      order.push(`waiting for ${server.requestCount()}`);
    });
    const get = () => connections.client('kept').get(server.url);

    await Promise.all([get(), get()]).then(() => order.push('answered'));
    await connections.client('fresh').get(server.url);

    expect(order).toEqual([expect.stringMatching(/^waiting for [012]$/), 'answered']);
  });
});
