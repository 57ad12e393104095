import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnections } from '../../src/runtime/http';
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
