import { CallbackWorld, type CallbackOptions, TALK } from './callback-world';
import { CALLER, RIVERSIDE, World } from './world';

const world = new World();
let callback: CallbackWorld;
const start = async (options?: CallbackOptions) => {
  callback = await CallbackWorld.start(world, options);
  return callback;
};

beforeAll(() => world.start());
afterEach(() => callback.stop());
afterAll(() => world.vapi.stop());

const entriesOf = (event: string) =>
  callback.logEntries.filter((entry) => entry['event'] === event);
const MAP = 'switchboard-callbacks-riverside-dental';
const unattested = { more: { StirVerstat: 'No-TN-Validation' } };

describe('a caller whom nobody calls back', () => {
  it.each([
    ['+19005550100', 'premium-rate'],
    ['+18765550100', 'other-country'],
    ['+8821612345678', 'other-country'],
    ['+252611234567', 'other-country'],
    ['+37258123456', 'other-country'],
    ['+447030123456', 'other-country'],
    [RIVERSIDE, 'own-number'],
  ])('is no number that costs, or of elsewhere, or our own: %s (T1)', async (from, why) => {
    await start();

    await callback.askForCallback({ from });

    expect(callback.requests).toEqual([]);
    expect(entriesOf('leg.refused')).toMatchObject([
      { purpose: 'callback', why, tenantId: 'riverside-dental' },
    ]);
  });

  it('is one whose carrier disowns the number (T1)', async () => {
    await start();
    const more = { StirVerstat: 'TN-Validation-Failed-C' };

    const answer = await callback.wait({ digits: '2', position: 2, more });

    expect(answer.body).not.toMatch(/<Leave|press 2/);
    expect(callback.requests).toEqual([]);
    expect(entriesOf('leg.refused')).toMatchObject([{ why: 'failed-attestation' }]);
  });

  it('is one of whom only Twilio’s record of the call tells that (T1)', async () => {
    await start();
    const recordedVerstat = 'TN-Validation-Failed-C';

    await callback.askForCallback({ more: { StirVerstat: '' }, recordedVerstat });

    expect(callback.requests).toEqual([]);
    expect(entriesOf('leg.refused')).toMatchObject([{ why: 'failed-attestation' }]);
  });

  it('is a caller of another country, unless the tenant lists it (T1)', async () => {
    await start({ tenant: { outgoing: { countries: ['JM'] } } });

    await callback.askForCallback({ from: '+18765550100' });

    expect(callback.requests).toMatchObject([{ callerNumber: '+18765550100' }]);
  });
});

describe('what stands in Sync', () => {
  it.each(['sip:jane@example.com', 'client:bob', '+1900,,555', '+19005550100', RIVERSIDE])(
    'is rung only where a caller could have asked for it: %s (T7)',
    async (callerNumber) => {
      await start();
      await callback.keepOne();
      const [kept] = callback.requests;
      const map = callback.network.sync.find(MAP);
      for (const key of map?.items.keys() ?? []) map?.keep(key, { ...kept, callerNumber }, 600);

      await callback.endTalk(TALK);
      await callback.settle();

      expect(callback.network.requests.filter(isLeg)).toEqual([]);
    },
  );
});

const isLeg = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method === 'POST' && path.endsWith('/Calls.json');

describe('a phone that is rung', () => {
  it('is limited to minutes, until somebody presses 1 (T1)', async () => {
    await start();
    await callback.keepOne();
    callback.isFull = false;

    await callback.endTalk(TALK);
    await callback.settle();

    const limits = callback.network.requests.flatMap(({ form }) => form['TimeLimit'] ?? []);
    expect(limits).toEqual(['180', '14400']);
    expect(callback.requestsTo('/queue/callback').at(-1)?.body).toContain('<Stream');
  });

  it('stays limited where nobody presses 1 (T1)', async () => {
    await start({ network: { people: { [CALLER]: { kind: 'machine' } } } });
    await callback.keepOne();

    await callback.endTalk(TALK);
    await callback.settle();

    const limits = callback.network.requests.flatMap(({ form }) => form['TimeLimit'] ?? []);
    expect(limits).toEqual(['180']);
  });
});

describe('a flood of callers with invented numbers', () => {
  const flood = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const from = `+1202556${String(index).padStart(4, '0')}`;
      await callback.askForCallback({ from, ...unattested });
      await callback.later(1);
    }
  };

  it('takes so many places in an hour, and leaves the others to honest callers (T2)', async () => {
    await start();
    await flood(120);
    const flooded = callback.requests.length;

    await callback.askForCallback({ from: CALLER });

    expect(flooded).toBe(40);
    expect(callback.requests.map(({ callerNumber }) => callerNumber)).toContain(CALLER);
    expect(entriesOf('bound.met')).toMatchObject([
      { bound: 'unattestedCallbacksPerTenantHour', tenantId: 'riverside-dental', max: 40 },
    ]);
  });

  it('takes one place for each number (T2)', async () => {
    await start();

    for (let times = 0; times < 3; times += 1) await callback.askForCallback(unattested);

    expect(callback.requests).toHaveLength(1);
  });

  it('is kept from nothing where Sync does not count', async () => {
    await start();
    callback.network.failAlways('POST Sync/Maps', { status: 503, code: 20503, message: 'no' });
    callback.network.sync.create(MAP);

    await callback.askForCallback(unattested);

    expect(callback.requests).toHaveLength(1);
    expect(callback.events).toContain('bound.uncounted');
  });
});

describe('a message that a talk is over', () => {
  it('rings nobody where Vapi shows no such call (T12)', async () => {
    await start();
    await callback.keepOne();

    for (const digit of '12345') {
      await callback.claimEnd(`018f4a7e-0000-7000-8000-00000000001${digit}`);
      await callback.settle();
    }

    expect(callback.network.requests.filter(isLeg)).toEqual([]);
    expect(entriesOf('queue.end_unconfirmed')).toHaveLength(5);
  });

  it('rings nobody for a call that ended long ago, or still runs (T12)', async () => {
    await start();
    await callback.keepOne();
    const createdAt = new Date(world.clock.nowMs() - 3_600_000).toISOString();
    const ended = { status: 'ended', endedAt: createdAt, endedReason: 'customer-ended-call' };
    const old = '018f4a7e-0000-7000-8000-00000000000a';
    const live = '018f4a7e-0000-7000-8000-00000000000b';
    world.vapi.archive.add([
      { id: old, createdAt, ...ended },
      { id: live, createdAt, status: 'in-progress' },
    ]);

    await callback.claimEnd(old);
    await callback.claimEnd(live);
    await callback.settle();

    expect(callback.network.requests.filter(isLeg)).toEqual([]);
  });
});
