import type { CallerPlan } from '../../sandbox/twilio/place-callers';
import {
  listAnswered,
  listOvertakings,
  QueueCalls,
  type QueueCallsOptions,
} from './queue-calls-world';
import { ringThenRecord } from './tenant-file';
import { CANARY_KEY, CANARY_TOKEN, World } from './world';

const world = new World();
beforeAll(() => world.start({ slots: 3, noStreamAfterMs: 30_000 }));
afterAll(() => world.vapi.stop());

let calls: QueueCalls;
beforeEach(() => {
  world.vapi.talkMs = 30_000;
  // So that slots are free again one after the other.
  world.vapi.nextTalkMs.splice(0, Infinity, 40_000, 48_000, 56_000);
});
afterEach(() => calls.stop());

const start = async (options: QueueCallsOptions = {}) => {
  calls = await QueueCalls.start(world, options);
};

/** Twelve callers: the first three take the slots, the others come while these talk. */
const PLANS: readonly CallerPlan[] = Array.from({ length: 12 }, (_, index) => ({
  arrivesAfterMs: index * 3_000,
}));
const EVERYBODY = PLANS.map((_, index) => index);

describe('twelve callers for three slots', () => {
  it('are answered in the order in which they called', async () => {
    await start();

    const reports = await calls.place(PLANS);

    expect(reports.flatMap(({ problems }) => problems)).toEqual([]);
    expect(listAnswered(reports, calls)).toEqual(EVERYBODY);
    expect(listOvertakings(reports, calls)).toEqual([]);
    expect(reports.map(({ reached }) => reached)).toEqual(PLANS.map(() => ['assistant']));
    expect(world.vapi.slotsOf()).toMatchObject({ peak: 3, used: 0 });
  });

  it('are answered, left a message, or hung up, and nobody is lost', async () => {
    await start({ queue: { offers: ['voicemail'] }, tenant: ringThenRecord });
    const plans = PLANS.map((plan, index): CallerPlan => {
      if (index === 5) return { ...plan, hangsUpWhileQueuedMs: 20_000 };
      if (index === 8) return { ...plan, digits: ['', '1'], message: { seconds: 4, presses: '#' } };
      return plan;
    });

    const reports = await calls.place(plans);

    const waited = reports.map(({ queues }) => queues.at(-1)?.result);
    expect([waited[5], reports[5]?.reached, reports[8]?.reached]).toEqual([
      'hangup',
      [],
      ['voicemail'],
    ]);
    expect(listAnswered(reports, calls)).toEqual([0, 1, 2, 3, 4, 6, 7, 9, 10, 11]);
    expect(listOvertakings(reports, calls)).toEqual([]);
    expect(world.vapi.slotsOf()).toMatchObject({ peak: 3, used: 0 });
  });

  it('are answered in their order though the first request of each and every third crashes', async () => {
    await start();
    const counts = new Map<string, number>();
    calls.reroute = (url, { CallSid = '' }) => {
      const path = new URL(url).pathname;
      const count = (counts.get(CallSid) ?? 0) + 1;
      if (path.startsWith('/queue/')) counts.set(CallSid, count);
      return path.startsWith('/queue/') && count % 3 === 1 ? 502 : url;
    };

    const reports = await calls.place(PLANS);

    expect(counts.size).toBeGreaterThan(8);
    expect(reports.flatMap(({ problems }) => problems)).toEqual([]);
    expect(listAnswered(reports, calls)).toEqual(EVERYBODY);
    expect(listOvertakings(reports, calls)).toEqual([]);
  });

  it('are answered in their order though no report arrives', async () => {
    await start();
    world.vapi.messages.faults.push(
      { kind: 'lose', type: 'status-update' },
      { kind: 'lose', type: 'end-of-call-report' },
    );

    const reports = await calls.place(PLANS);

    expect(listAnswered(reports, calls)).toEqual(EVERYBODY);
    expect(listOvertakings(reports, calls)).toEqual([]);
    const moved = reports.filter(({ queues }) => queues.at(-1)?.result === 'redirected');
    expect(moved.length).toBeGreaterThan(5);
    // Each caller who waited costs one REST request, and nobody else costs any.
    expect(calls.network.requests).toHaveLength(moved.length);
  });

  it('leave neither secrets nor numbers anywhere', async () => {
    await start({ environment: {} });

    const reports = await calls.place(PLANS);

    const seen = JSON.stringify([
      calls.logEntries,
      calls.seen.map(({ url, body }) => [url, body]),
      calls.network.requests.map(({ path, form }) => [path, form]),
    ]);
    const numbers = reports.map(({ from }) => from);
    for (const canary of [CANARY_KEY, CANARY_TOKEN, ...numbers]) expect(seen).not.toContain(canary);
    expect(JSON.stringify(calls.logEntries)).not.toMatch(/transport|\/control|exit=|kept=/);
  });
});
