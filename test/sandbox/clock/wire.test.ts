import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { Clock } from '../../../sandbox/clock/clock';
import { WireEnd } from '../../../sandbox/clock/wire';

const ADDRESS = 'wss://localhost:1/call/transport';

let clock: Clock;
let server: WebSocketServer;
let sockets: { readonly here: WebSocket; readonly there: WebSocket };
beforeEach(async () => {
  clock = new Clock({ startsAtMs: 0 });
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const connected = once(server, 'connection') as Promise<[WebSocket]>;
  const here = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(here, 'open');
  sockets = { here, there: (await connected)[0] };
});
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

const openEnds = () => ({
  here: new WireEnd(clock, ADDRESS, sockets.here),
  there: new WireEnd(clock, ADDRESS, sockets.there),
});

describe('a WebSocket with both ends on one clock', () => {
  it('lets a message arrive before time continues, however slowly it is read', async () => {
    const happened: string[] = [];
    const { here, there } = openEnds();
    there.onMessage(() => happened.push('message'));
    clock.timer(0, () => {
      sockets.there.pause();
      here.send({});
      setTimeout(() => sockets.there.resume(), 30);
    });
    clock.timer(1, () => happened.push('timer'));

    await clock.until(() => happened.length === 2);

    expect(happened).toEqual(['message', 'timer']);
  });

  it('lets both ends see a close before time continues, and before either is done', async () => {
    const happened: string[] = [];
    const { here, there } = openEnds();
    sockets.here.once('close', () => happened.push('here'));
    sockets.there.once('close', () => happened.push('there'));
    clock.timer(0, () => there.close());
    void here.untilClosed().then(() => happened.push('done'));
    clock.timer(1, () => happened.push('timer'));

    await clock.until(() => clock.isIdle);

    expect(happened.slice(0, 2).sort()).toEqual(['here', 'there']);
    expect(happened.slice(2)).toEqual(['done', 'timer']);
  });

  it('waits for nothing that the other end does not read', async () => {
    const { here, there } = openEnds();
    here.send({});
    there.leave();

    expect(await clock.sleep(1)).toBe(true);
  });
});

describe('a WebSocket whose other end is somewhere else', () => {
  it('does not keep time from passing', async () => {
    const here = new WireEnd(clock, ADDRESS, sockets.here);

    here.send({});

    expect(await clock.sleep(1)).toBe(true);
  });
});
