import { placeCallers } from '../../../sandbox/twilio/place-callers';
import { TENANT, startNetworkWorld, type NetworkWorld } from './network-world';
import { QUEUE } from './queue-documents';

let world: NetworkWorld;
afterEach(() => world.close());

const COUNT = 40;

describe('placeCallers', () => {
  it('lets many callers come, wait and lose patience as they are told', async () => {
    const wait = '<Gather numDigits="1" timeout="5" action="/key"/>';
    world = await startNetworkWorld({ ...QUEUE, '/wait': wait, '/key': '<Leave/>' });
    const plans = Array.from({ length: COUNT }, (_, index) => ({
      arrivesAfterMs: index * 500,
      ...(index % 2 === 0 ? { digits: ['', '1'] } : { hangsUpWhileQueuedMs: 30_000 }),
    }));

    const shared = { voiceUrl: `${world.url}/start`, to: TENANT };
    const reports = await placeCallers(world.network, shared, plans);

    const resultOf = (index: number) => reports[index]?.queues[0]?.result;
    expect(reports.map((_, index) => resultOf(index))).toEqual(
      plans.map((_, index) => (index % 2 === 0 ? 'leave' : 'hangup')),
    );
    expect(new Set(reports.map(({ from }) => from)).size).toBe(COUNT);
    expect(
      reports.flatMap(({ problems }) => problems.filter((text) => !/silence/.test(text))),
    ).toEqual([]);
    expect(reports[39]?.arrivedAtMs).toBe(39 * 500);
    const first = world
      .requestsTo('/wait')
      .filter(({ parameters }) => parameters['QueueTime'] === '0');
    expect(first.some(({ parameters }) => Number(parameters['QueuePosition']) > 5)).toBe(true);
    expect(world.network.queues[0]?.members).toEqual([]);
  });

  it('keeps the order of arrival, though some leave before', async () => {
    world = await startNetworkWorld({ ...QUEUE, '/wait': '<Pause length="3"/>' });
    const plans = [40_000, 10_000, 60_000].map((hangsUpWhileQueuedMs, index) => ({
      arrivesAfterMs: index * 2_000,
      hangsUpWhileQueuedMs,
    }));

    const shared = { voiceUrl: `${world.url}/start`, to: TENANT };
    const reports = await placeCallers(world.network, shared, plans);

    const positions = reports.map(({ queues }) => [...new Set(queues[0]?.positions)]);
    expect(positions).toEqual([[1], [2], [3, 2, 1]]);
  });
});
