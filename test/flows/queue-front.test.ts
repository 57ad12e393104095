import type { CallerPlan, CallerReport } from '../../sandbox/twilio/place-callers';
import type { StandInCall } from '../../sandbox/vapi/stand-in-call';
import { bounds } from '../../src/config/bounds';
import { attributeOf, listVerbs } from './documents';
import { QueueCalls, type QueueCallsOptions } from './queue-calls-world';
import { QueueWorld } from './queue-world';

const world = new QueueWorld();
beforeAll(() => world.start({ slots: 1, noStreamAfterMs: 30_000 }));
afterAll(() => world.stop());

let calls: QueueCalls;
afterEach(() => calls.stop());

const start = async (options: QueueCallsOptions = {}) => {
  calls = await QueueCalls.start(world, options);
  world.vapi.talkMs = undefined;
  world.vapi.nextTalkMs.length = 0;
};

/** Callers who wait for the one slot, and their reports. */
const waitInQueue = async (...plans: readonly CallerPlan[]) => {
  const [other] = await world.fillSlots();
  if (other === undefined) throw new Error('no call of somebody else');
  world.vapi.calls.push(other);
  const placing = calls.place(
    plans.map((plan, index) => ({ arrivesAfterMs: index * 10_000, ...plan })),
  );
  const answered = () => calls.requestsTo('/queue/wait').filter(({ status }) => status === 200);
  await world.clock.until(() => answered().length >= plans.length);
  return { other, placing };
};

/** Lets time pass until the callers are done. */
const finish = (placing: Promise<CallerReport[]>) => {
  world.clock.go();
  return placing;
};

/** Tells our server that somebody's talk with the tenant's assistant is over. */
const notify = async (
  type: string,
  id: string = crypto.randomUUID(),
  tenantId = 'riverside-dental',
) => {
  const call = { id, assistantOverrides: { metadata: { tenantId } } };
  const ended = { status: 'ended', endedReason: 'customer-ended-call' };
  await calls.notifyVapi({ type, ...ended, artifact: {}, analysis: {}, call }, tenantId);
};

const outcomesOfFront = () =>
  calls.logEntries
    .filter(({ event }) => event === 'queue.front_called')
    .map(({ outcome }) => outcome);
const restPaths = () =>
  calls.network.requests.map(
    ({ method, path }) => `${method} ${path.replace(/^.*Accounts\/\w+\//, '')}`,
  );

/** Where Twilio goes when the streams of those who left the queue are over. */
const actionsAfterQueue = () =>
  calls
    .requestsTo('/queue/left')
    .map(({ body }) => attributeOf(body, 'Connect', 'action'))
    .filter((action) => action !== '');

describe('the end of a talk', () => {
  it.each(['status-update', 'end-of-call-report'])(
    'connects the caller who waits longest at once: %s',
    async (type) => {
      await start();
      const { other, placing } = await waitInQueue({});
      const before = calls.requestsTo('/queue/wait').length;

      other.end('customer-ended-call');
      await notify(type);
      const [report] = await finish(placing);

      expect(report).toMatchObject({ reached: ['assistant'], problems: [] });
      expect(report?.queues[0]?.result).toBe('redirected');
      expect(calls.requestsTo('/queue/wait')).toHaveLength(before);
      expect(outcomesOfFront()).toEqual(['connected']);
      // One call of two: should the stream fail, there is another.
      expect(actionsAfterQueue()).toEqual([expect.stringMatching(/[?&]posts=1$/)]);
    },
  );

  it('costs one REST request where nobody waits', async () => {
    await start();

    await notify('status-update');

    expect(restPaths()).toEqual(['GET Queues.json']);
    expect(world.vapi.postCount).toBe(0);
  });

  it('costs one where the queue is empty by now', async () => {
    await start();
    const { placing } = await waitInQueue({ hangsUpWhileQueuedMs: 20_000 });
    await finish(placing);

    await notify('status-update');

    expect(restPaths()).toEqual(['GET Queues.json']);
    expect(calls.network.queues[0]?.members).toEqual([]);
  });

  it.each<[string, QueueCallsOptions]>([
    ['has no queue', { tenant: { queue: undefined } }],
    ['is recorded', { tenant: { recording: { by: 'vapi', consent: { default: 'announce' } } } }],
  ])('asks nobody where the tenant %s', async (_what, options) => {
    await start(options);

    await notify('status-update');

    expect([restPaths(), world.vapi.postCount]).toEqual([[], 0]);
  });

  it('tries nobody whose own tenant has a front door, where tenants share a queue', async () => {
    const queue = { name: 'shared' };
    await start({
      queue,
      tenant: { disclosure: { default: 'announce' } },
      others: [{ id: 'summit-hvac', name: 'Summit HVAC', numbers: ['+12025550102'], queue }],
    });
    const { other, placing } = await waitInQueue({ hangsUpWhileQueuedMs: 2_000 });
    const before = world.vapi.postCount;

    await notify('status-update', crypto.randomUUID(), 'summit-hvac');
    const made = world.vapi.postCount - before;
    await finish(placing);
    other.end('customer-ended-call');

    expect(restPaths()).toContainEqual(expect.stringMatching(/^GET Queues\/\w+\/Members\/Front/));
    expect([made, outcomesOfFront()]).toEqual([0, []]);
  });

  it('changes nothing while no slot is free', async () => {
    await start();
    const { other, placing } = await waitInQueue({ hangsUpWhileQueuedMs: 2_000 });

    await notify('status-update');
    const [report] = await finish(placing);
    other.end('customer-ended-call');

    expect(outcomesOfFront()).toEqual(['no-slot']);
    expect(report?.queues[0]?.result).toBe('hangup');
  });

  it('gives the slot back where the front has left in that moment, and that begins no round', async () => {
    await start();
    const { other, placing } = await waitInQueue({ hangsUpWhileQueuedMs: 3_000 });
    other.end('customer-ended-call');
    const gone = { status: 404, code: 20404, message: 'not in the queue' };
    calls.network.failAlways('POST Queues/{sid}/Members/{member}', gone);

    await notify('status-update');
    await finish(placing);

    const made = world.vapi.calls.filter(({ id }) => id !== other.id);
    expect(made).toHaveLength(1);
    // Both messages of the call that was given back.
    expect(outcomesOfFront().sort()).toEqual(['gone', 'just-tried', 'just-tried']);
    expect(world.vapi.commands).toEqual([{ callId: made[0]?.id, type: 'end-call', hasKey: false }]);
    expect(world.vapi.slotsOf().used).toBe(0);
  });

  it.each(['GET Queues', 'GET Queues/{sid}/Members/{member}'])(
    'loses nobody where Twilio fails: %s',
    async (route) => {
      await start();
      const { other, placing } = await waitInQueue({});
      calls.network.failNext(route, { status: 500, code: 20500, message: 'Internal error' });

      other.end('customer-ended-call');
      await notify('status-update');
      const [report] = await finish(placing);

      expect(report).toMatchObject({ reached: ['assistant'], problems: [] });
    },
  );
});

describe('messages about ended talks while all slots are taken', () => {
  const begin = async () => {
    await start();
    const { other, placing } = await waitInQueue({ hangsUpWhileQueuedMs: 2_000 });
    const before = world.vapi.postCount;
    return { made: () => world.vapi.postCount - before, other, placing };
  };
  const end = async ({ other, placing }: Awaited<ReturnType<typeof begin>>) => {
    await finish(placing);
    other.end('customer-ended-call');
  };

  it('make one request for one talk, however often they come (T12)', async () => {
    const begun = await begin();
    const id = crypto.randomUUID();

    for (let copy = 0; copy < 5; copy += 1) await notify('status-update', id);
    await notify('end-of-call-report', id);
    const made = begun.made();
    await end(begun);

    expect(made).toBe(1);
    expect(outcomesOfFront()).toEqual(['no-slot', ...Array<string>(5).fill('repeated')]);
  });

  it('make so many requests in an hour, and leave one entry about the bound (T12)', async () => {
    const begun = await begin();
    await notify('status-update');
    const spent = calls.network.sync.items.find(({ key }) => key.startsWith('frontTries'));
    Object.assign(spent?.data ?? {}, { count: bounds.frontTriesPerTenantHour - 1 });

    for (let fresh = 0; fresh < 5; fresh += 1) await notify('status-update');
    const made = begun.made();
    await end(begun);

    expect(made).toBe(2);
    expect(calls.logEntries.filter(({ event }) => event === 'bound.met')).toMatchObject([
      { bound: 'frontTriesPerTenantHour', tenantId: 'riverside-dental', max: 600 },
    ]);
  });

  it('make none while they come faster than Sync can count (T12)', async () => {
    const begun = await begin();
    const tooFast = { status: 429, code: 54009, message: 'Rate limit exceeded' };
    calls.network.failAlways('POST Sync/Maps/{map}/Items', tooFast);

    await notify('status-update');
    const made = begun.made();
    await end(begun);

    expect([made, outcomesOfFront()]).toEqual([0, ['over-bound']]);
  });

  it('find the slot all the same where Sync is down', async () => {
    await start();
    const { other, placing } = await waitInQueue({});
    const down = { status: 503, code: 20503, message: 'Service unavailable' };
    calls.network.failAlways('POST Sync/Maps/{map}/Items', down);

    other.end('customer-ended-call');
    await notify('status-update');
    await finish(placing);

    expect(outcomesOfFront()).toEqual(['connected']);
  });
});

describe('a newcomer who gets a slot of which few are free', () => {
  const keptCalls = (): StandInCall[] => [...world.vapi.calls];

  it('goes through at once where nobody waits, with that slot', async () => {
    await start();

    const [report] = await calls.place([{}]);

    expect(listVerbs(calls.requestsTo('/incoming-call')[0]?.body ?? '')).toEqual(['Enqueue']);
    expect(report).toMatchObject({ reached: ['assistant'], problems: [] });
    expect(report?.queues).toMatchObject([{ result: 'leave', positions: [1] }]);
    expect([world.vapi.postCount, world.vapi.commands]).toEqual([1, []]);
  });

  it('gives the slot back where somebody waits, and comes second', async () => {
    await start();
    world.vapi.talkMs = 10_000;
    const { other, placing } = await waitInQueue({});
    const [first] = calls.network.queues[0]?.members ?? [];
    other.end('customer-ended-call');

    const [second] = await calls.place([{}]);
    const [report] = await finish(placing);

    const [ended] = world.vapi.commands;
    const given = keptCalls().find(({ id }) => id === ended?.callId);
    const talks = keptCalls().filter(({ startedAt }) => startedAt !== undefined);
    expect(given).toMatchObject({ hasSlot: false, startedAt: undefined });
    expect(talks.map(({ streamCallSid }) => streamCallSid)).toEqual([
      first?.callSid,
      second?.callSid,
    ]);
    expect([report?.reached, second?.reached]).toEqual([['assistant'], ['assistant']]);
    expect(actionsAfterQueue()).toEqual([
      expect.stringMatching(/[?&]posts=1$/),
      expect.stringMatching(/[?&]posts=1$/),
    ]);
  });
});
