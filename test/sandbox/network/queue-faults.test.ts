import type { FixedAnswer } from '../twiml/call-world';
import { startNetworkWorld, type NetworkWorld } from './network-world';
import { inTurn, QUEUE } from './queue-documents';

let world: NetworkWorld;
afterEach(() => world.close());

const leftOf = () => world.requestsTo('/left').map(({ parameters }) => parameters);

describe('a queue puts its caller out', () => {
  it.each<[string, FixedAnswer]>([
    ['12100', { status: 200, contentType: 'text/xml', body: 'oops' }],
    ['11200', { status: 500 }],
    ['12300', { status: 200, contentType: 'application/json', body: '{}' }],
    ['12200 Dial', '<Dial>+12025550171</Dial>'],
    ['12200 Connect', '<Connect><Stream url="wss://example.com/x"/></Connect>'],
    ['12200 Record', '<Say>Hold</Say><Record/>'],
    ['12200 Enqueue', '<Enqueue>other</Enqueue>'],
    ['11100', '<Redirect>http://</Redirect>'],
  ])('after %s in the second wait document', async (problem, answer) => {
    world = await startNetworkWorld({ ...QUEUE, '/wait': inTurn(QUEUE['/wait'], answer) });

    const report = await world.finish(world.begin());

    expect(leftOf()).toMatchObject([
      { QueueResult: 'error', QueueSid: world.network.queues[0]?.sid, QueueTime: '10' },
    ]);
    expect(report.problems.join()).toContain(problem);
    expect(report.heard).toEqual(['Goodbye']);
    expect(world.network.queues[0]?.members).toEqual([]);
  });

  it('never lets one in whose Enqueue is broken, and tells no QueueSid', async () => {
    const start = QUEUE['/start'].replace('support', 'x'.repeat(65));
    world = await startNetworkWorld({ ...QUEUE, '/start': start });

    const report = await world.finish(world.begin());

    expect(leftOf()[0]).toMatchObject({ QueueResult: 'error' });
    expect(leftOf()[0]).not.toHaveProperty('QueueSid');
    expect(leftOf()[0]).not.toHaveProperty('QueueTime');
    expect(report.problems.join()).toContain('14205');
    expect(report.queues).toMatchObject([{ result: 'error', waitedSeconds: undefined }]);
    expect(world.network.queues).toEqual([]);
  });

  it('never lets one in when it is full', async () => {
    world = await startNetworkWorld(QUEUE);
    await world.client.queues.create({ friendlyName: 'support', maxSize: 1 });
    const first = world.begin({ hangsUpWhileQueuedMs: 60_000 });
    await world.clock.until(() => world.network.queues[0]?.members.length === 1);

    const second = await world.finish(world.begin());
    await world.finish(first);

    expect(leftOf()[0]).toMatchObject({ CallSid: second.callSid, QueueResult: 'queue-full' });
    expect(leftOf()[0]).not.toHaveProperty('QueueSid');
    expect(second.heard).toEqual(['Goodbye']);
  });

  it('knows Leave outside of a queue for a mistake', async () => {
    world = await startNetworkWorld({ '/start': '<Leave/><Say>Next</Say>' });

    const report = await world.finish(world.begin());

    expect(report.problems.join()).toContain('Leave stands outside');
    expect(report.heard).toEqual(['Next']);
  });
});
