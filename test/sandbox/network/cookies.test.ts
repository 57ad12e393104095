import { twimlOf } from '../twiml/call-world';
import { startNetworkWorld, type NetworkWorld } from './network-world';
import { inTurn, QUEUE } from './queue-documents';

let world: NetworkWorld;
afterEach(() => world.close());

const cookiesOf = (path: string) => world.requestsTo(path).map(({ cookie }) => cookie);

/** The start sets a cookie, the first wait document another. */
const listDocuments = () => ({
  ...QUEUE,
  '/start': twimlOf(QUEUE['/start'], ['call=1; Path=/']),
  '/wait': inTurn(
    twimlOf('<Pause/>', ['loop=1; Path=/']),
    twimlOf('<Pause/>', ['loop=2; Path=/', 'call=9; Path=/; Max-Age=0']),
    '<Leave/>',
  ),
});

describe('the cookies of a call', () => {
  it.each([
    ['shared', undefined, ['call=1', 'call=1; loop=1', 'loop=2'], 'loop=2'],
    ['separate', 'separate', ['', 'loop=1', 'loop=2'], 'call=1'],
    ['not kept', 'none', ['', '', ''], 'call=1'],
  ] as const)(
    'come back, those of a queue %s',
    async (_name, queueCookies, inQueue, afterwards) => {
      world = await startNetworkWorld(listDocuments());

      await world.finish(world.begin(queueCookies === undefined ? {} : { queueCookies }));

      expect(cookiesOf('/start')).toEqual(['']);
      expect(cookiesOf('/wait')).toEqual(inQueue);
      expect(cookiesOf('/left')).toEqual([afterwards]);
      expect(world.seen.every(({ isSigned }) => isSigned)).toBe(true);
    },
  );

  it('are those of one call only', async () => {
    const start = inTurn(twimlOf('<Redirect>/next</Redirect>', ['call=1; Path=/']), QUEUE['/left']);
    world = await startNetworkWorld({ ...QUEUE, '/start': start, '/next': QUEUE['/left'] });

    await world.finish(world.begin());
    await world.finish(world.begin());

    expect(cookiesOf('/next')).toEqual(['call=1']);
    expect(cookiesOf('/start')).toEqual(['', '']);
  });

  it('of the caller are not those of somebody whom a request rang for them', async () => {
    const leg = twimlOf('<Redirect>/more</Redirect>', ['leg=1; Path=/']);
    world = await startNetworkWorld({ ...listDocuments(), '/wait': '<Pause/>', '/leg': leg });
    const caller = world.begin({ hangsUpWhileQueuedMs: 60_000 });
    await world.clock.until(() => world.requestsTo('/wait').length > 0);

    const to = '+12025550171';
    await world.client.calls.create({ to, from: '+12025550101', url: `${world.url}/leg` });
    await world.clock.until(() => world.requestsTo('/more').length > 0);
    await world.finish(caller);

    expect(cookiesOf('/leg')).toEqual(['']);
    expect(cookiesOf('/more')).toEqual(['leg=1']);
    expect(cookiesOf('/left')).toEqual(['call=1']);
  });

  it('go along in GET requests and to status callbacks', async () => {
    const start = twimlOf('<Redirect method="GET">/next</Redirect>', ['call=1; Path=/']);
    world = await startNetworkWorld({
      '/start': start,
      '/next': '<Say>Hi</Say>',
      '/over': { status: 204 },
    });

    await world.finish(world.begin({ statusCallbackUrl: `${world.url}/over` }));

    expect(world.requestsTo('/next')).toMatchObject([{ method: 'GET', cookie: 'call=1' }]);
    expect(cookiesOf('/over')).toEqual(['call=1']);
  });
});
