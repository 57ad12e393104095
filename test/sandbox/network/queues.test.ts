import { startNetworkWorld, untilSeen, type NetworkWorld } from './network-world';
import { inTurn, QUEUE } from './queue-documents';

let world: NetworkWorld;
afterEach(() => world.close());

const anyTime = expect.stringMatching(/^[1-9]\d*$/) as unknown;
const waitsOf = () => world.requestsTo('/wait').map(({ parameters }) => parameters);
const leftOf = () => world.requestsTo('/left').map(({ parameters }) => parameters);
const sizeOf = () => world.network.queues[0]?.members.length ?? 0;

describe('a queue', () => {
  it('asks for the wait document again whenever it has ended, and tells what the queue is like', async () => {
    const wait = inTurn(QUEUE['/wait'], QUEUE['/wait'], '<Leave/>');
    world = await startNetworkWorld({ ...QUEUE, '/wait': wait });

    const caller = world.begin();
    const report = await world.finish(caller);

    const [queue] = world.network.queues;
    expect(waitsOf()).toHaveLength(3);
    expect(waitsOf()[2]).toMatchObject({
      CallSid: caller.callSid,
      CallStatus: 'in-progress',
      QueueSid: queue?.sid,
      QueuePosition: '1',
      QueueTime: anyTime,
      AvgQueueTime: anyTime,
      CurrentQueueSize: '1',
      MaxQueueSize: '1000',
    });
    expect(world.requestsTo('/wait')[0]).toMatchObject({ target: '/wait?for=1', method: 'POST' });
    expect(world.seen.every(({ target, isSigned }) => isSigned || target === '/x')).toBe(true);
    expect(report).toMatchObject({
      problems: [],
      heard: ['Goodbye'],
      queues: [{ queueName: 'support', result: 'leave', positions: [1, 1, 1] }],
    });
  });

  it('lets go at Leave: the action is told how long it was, and its document runs', async () => {
    world = await startNetworkWorld({
      ...QUEUE,
      '/wait': '<Pause length="17"/><Leave/><Say>x</Say>',
    });

    const report = await world.finish(world.begin());

    expect(leftOf()).toHaveLength(1);
    expect(leftOf()[0]).toMatchObject({
      for: '1',
      CallStatus: 'in-progress',
      QueueResult: 'leave',
      QueueSid: world.network.queues[0]?.sid,
      QueueTime: anyTime,
    });
    expect(report.heard).toEqual(['Goodbye']);
    expect(sizeOf()).toBe(0);
  });

  it('runs the verb after Enqueue when there is no action', async () => {
    const start = '<Enqueue waitUrl="/wait">support</Enqueue><Say>Next</Say>';
    world = await startNetworkWorld({ ...QUEUE, '/start': start, '/wait': '<Leave/>' });

    const report = await world.finish(world.begin());

    expect([report.heard, report.problems]).toEqual([['Next'], []]);
  });

  it('tells the action of a caller who hangs up, whose document nobody hears', async () => {
    world = await startNetworkWorld(QUEUE);

    const report = await world.finish(world.begin({ hangsUpWhileQueuedMs: 25_000 }));

    expect(waitsOf().length).toBeGreaterThan(1);
    expect(leftOf()).toMatchObject([
      { QueueResult: 'hangup', CallStatus: 'completed', QueueTime: anyTime },
    ]);
    expect(report.heard).toEqual([]);
    expect(report.queues[0]?.result).toBe('hangup');
    expect(sizeOf()).toBe(0);
  });

  it('does not wait for the wait document when the caller hangs up meanwhile', async () => {
    let answer: (document: string) => void = () => undefined;
    const held = new Promise<string>((resolve) => (answer = resolve));
    world = await startNetworkWorld({ ...QUEUE, '/wait': () => held });
    const caller = world.begin();
    await untilSeen(() => waitsOf().length === 1);

    caller.leg.hangUp();
    await untilSeen(() => leftOf().length === 1);
    answer('<Say>Too late</Say>');
    const report = await world.finish(caller);

    expect(leftOf()[0]?.['QueueResult']).toBe('hangup');
    expect(report.heard).toEqual([]);
  });

  it('hangs up by Hangup', async () => {
    world = await startNetworkWorld({ ...QUEUE, '/wait': '<Say>Bye</Say><Hangup/>' });

    const report = await world.finish(world.begin());

    expect(leftOf()).toMatchObject([{ QueueResult: 'hangup', CallStatus: 'completed' }]);
    expect(report.heard).toEqual(['Bye']);
  });

  it('follows Redirect, tells that document the same, and begins again at the waitUrl', async () => {
    const wait = inTurn('<Redirect>/more</Redirect>', '<Leave/>');
    world = await startNetworkWorld({ ...QUEUE, '/wait': wait, '/more': '<Say>More</Say>' });

    const report = await world.finish(world.begin());

    expect(world.requestsTo('/more')[0]?.parameters).toMatchObject({ QueuePosition: '1' });
    expect(world.seen.map(({ target }) => target.split('?')[0])).toEqual([
      '/start',
      '/wait',
      '/more',
      '/wait',
      '/left',
    ]);
    expect(report.heard).toEqual(['More', 'Goodbye']);
  });

  it('takes keys by Gather, whose document is a wait document too', async () => {
    const wait = '<Gather action="/key" numDigits="1" timeout="2"><Say>Press 1</Say></Gather>';
    world = await startNetworkWorld({ ...QUEUE, '/wait': wait, '/key': '<Leave/>' });

    const report = await world.finish(world.begin({ digits: ['', '1'] }));

    expect(waitsOf()).toHaveLength(2);
    expect(world.requestsTo('/key')).toMatchObject([
      { parameters: { Digits: '1', QueuePosition: '1' } },
    ]);
    expect(report.queues).toMatchObject([{ result: 'leave' }]);
  });

  it('plays music of its own without a waitUrl, and a file that is one', async () => {
    const start = '<Enqueue action="/left">support</Enqueue>';
    world = await startNetworkWorld({
      ...QUEUE,
      '/start': inTurn(start, start.replace('action', 'waitUrl="/hold.mp3" action')),
    });

    const music = await world.finish(world.begin({ hangsUpWhileQueuedMs: 60_000 }));
    const file = await world.finish(world.begin({ hangsUpWhileQueuedMs: 25_000 }));

    expect(waitsOf()).toEqual([]);
    expect(music.timeline.entries.map(({ text }) => text)).toContain('[hold] music');
    expect(file.problems.join()).not.toContain('12300');
    expect(world.requestsTo('/hold.mp3').length).toBeGreaterThan(1);
  });

  it('does not spin when the wait document takes no time', async () => {
    world = await startNetworkWorld({ ...QUEUE, '/wait': '' });

    await world.finish(world.begin({ hangsUpWhileQueuedMs: 20_000 }));

    expect(waitsOf()).toHaveLength(40);
  });
});
