import { makeSid } from '../../sandbox/twilio/formats/sid';
import {
  type CallbackOptions,
  CallbackWorld,
  CANARIES,
  OTHER,
  OTHER_TALK,
  TALK,
} from './callback-world';
import { findAnswerProblems } from './container';
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

const keepOne = async (options?: CallbackOptions) => (await start(options)).keepOne();

describe('a caller who chooses to be called back', () => {
  it('hears where they are called, and is kept with their place', async () => {
    const answer = await keepOne();

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toContain('the number ending in 4 3');
    expect(answer.body).toContain('<Hangup/>');
    expect(callback.requests).toMatchObject([
      { callerNumber: CALLER, calledNumber: RIVERSIDE, tries: 0, phase: 'waiting' },
    ]);
    const [{ joinedAtSeconds = 0 } = {}] = callback.requests;
    expect(Date.now() / 1_000 - joinedAtSeconds).toBeCloseTo(80, -1);
  });

  it('keeps the older place when they ask twice', async () => {
    await keepOne();
    const [first] = callback.requests;

    await callback.askForCallback({ waitedSeconds: 5 });

    expect(callback.requests).toHaveLength(1);
    expect(callback.requests[0]?.joinedAtSeconds).toBe(first?.joinedAtSeconds);
  });

  it.each(['anonymous', '+266696687', 'sip:jane@example.com', 'client:jane'])(
    'is not kept without a number: %s',
    async (from) => {
      await start();

      const answer = await callback.wait({ from, digits: '2', position: 2, waitedSeconds: 50 });

      expect(answer.body).not.toContain('<Leave/>');
      expect(answer.body).not.toMatch(/press 2|still in the queue/);
      expect(callback.network.requests).toEqual([]);
    },
  );

  it.each(['POST Sync/Maps', 'POST Sync/Maps/{map}/Items', 'GET Sync/Maps/{map}/Items'])(
    'is told and stays in the queue where Twilio fails at %s',
    async (route) => {
      await start();
      callback.network.failAlways(route, { status: 503, code: 20503, message: 'no' });

      const answer = await callback.wait({ digits: '2', position: 2 });

      expect(findAnswerProblems(answer)).toEqual([]);
      expect(answer.body).toContain('You are still in the queue');
      expect(answer.body).not.toContain('<Leave/>');
    },
  );

  it('costs tenants who do not offer it no request', async () => {
    await start({ queue: { offers: [] } });

    await callback.wait();
    await callback.endCall();

    expect(callback.network.requests).toEqual([]);
  });
});

describe('a slot that gets free', () => {
  it('brings a caller back who has pressed 2 and hung up', async () => {
    await start();
    const report = await callback.placeCall({ digits: ['2'] });
    const [stay] = report.queues;
    callback.isFull = false;
    await callback.later(20);

    await callback.endTalk(TALK);
    await callback.settle();

    expect(report.problems).toEqual([]);
    expect(report.heard.join(' ')).toContain('To be called back when it is your turn, press 2');
    expect(report.heard.at(-1)).toContain('We will call you back');
    expect(stay).toMatchObject({ result: 'redirected' });
    expect(callback.requestsTo('/queue/callback').at(-1)?.body).toContain('<Stream');
    expect(callback.requests).toEqual([]);
  });

  it('is theirs who asked, and they talk after key 1', async () => {
    await keepOne();
    callback.isFull = false;

    await callback.endTalk(TALK);
    await callback.settle();

    const [asked, accepted] = callback.requestsTo('/queue/callback');
    expect(asked?.body).toContain('Press 1');
    expect(accepted?.body).toContain('<Stream');
    expect(world.vapi.calls).toMatchObject([{ status: 'ended' }]);
    expect(world.vapi.calls[0]?.request).toMatchObject({
      customer: { number: CALLER },
      assistantOverrides: { variableValues: { isCallback: true, callerNumber: CALLER } },
    });
    expect(callback.requests).toEqual([]);
  });

  it('is not given to younger ones on the phone, whose own loop rings first', async () => {
    await keepOne();
    callback.isFull = false;

    const front = await callback.wait({ from: OTHER, waitedSeconds: 10 });

    expect(front.body).not.toContain('<Leave/>');
    expect(callback.legsTo(CALLER)).toBe(1);
    await callback.settle();
    expect(callback.requestsTo('/queue/callback').at(-1)?.body).toContain('<Stream');
  });

  it('is theirs who came earlier and wait on the phone', async () => {
    await keepOne();
    callback.isFull = false;

    const front = await callback.wait({ from: OTHER, waitedSeconds: 500 });

    expect(front.body).toContain('<Leave/>');
    expect(callback.legsTo(CALLER)).toBe(0);
  });

  it('is not looked for while a phone rings that it is for', async () => {
    await keepOne({ network: { people: { [CALLER]: { kind: 'no-answer' } } } });
    callback.isFull = false;
    await callback.endTalk(TALK);
    const before = world.vapi.postCount;

    const front = await callback.wait({ from: OTHER, waitedSeconds: 10 });

    expect(front.body).not.toContain('<Leave/>');
    expect(world.vapi.postCount).toBe(before);
  });

  it('rings one phone only, however often a free slot is reported', async () => {
    await keepOne();
    await callback.askForCallback({ from: OTHER, waitedSeconds: 5 });
    await callback.later(20);

    await Promise.all([callback.endTalk(TALK), callback.endTalk(TALK, 1)]);
    await callback.endTalk(TALK, 0, 'end-of-call-report');

    expect(callback.legsTo(CALLER) + callback.legsTo(OTHER)).toBe(1);
  });

  it('rings a second phone for a second slot', async () => {
    await keepOne();
    await callback.askForCallback({ from: OTHER, waitedSeconds: 5 });
    await callback.later(20);

    await callback.endTalk(TALK);
    await callback.endTalk(OTHER_TALK);

    expect([callback.legsTo(CALLER), callback.legsTo(OTHER)]).toEqual([1, 1]);
  });

  it('is found at the end of any call, even the one in which they asked', async () => {
    await start();
    const callSid = makeSid('CA');
    await callback.askForCallback({ callSid });
    callback.isFull = false;

    await callback.endCall();
    const early = callback.legsTo(CALLER);
    await callback.endCall(callSid);
    await callback.settle();

    expect(early).toBe(0);
    expect(callback.requestsTo('/queue/callback').at(-1)?.body).toContain('<Stream');
  });

  it('is given back by the front caller who found it, and is not offered on', async () => {
    await keepOne();
    callback.isFull = false;

    await callback.wait({ from: OTHER, waitedSeconds: 10 });
    const given = world.vapi.calls[0]?.id ?? '';
    await callback.endTalk(given, 1);

    expect(world.vapi.calls[0]?.status).toBe('ended');
    expect(callback.requests).toMatchObject([{ phase: 'called', freedBy: given }]);
  });

  it('is not taken by a newcomer who passes the queue while a phone rings', async () => {
    await start({ network: { people: { [CALLER]: { kind: 'no-answer' } } } });
    await callback.askForCallback();
    await callback.later(20);
    callback.isFull = false;
    const subscriptionLimits = { concurrencyLimit: 10, remainingConcurrentCalls: 1 };
    world.vapi.nextFaults.push({ kind: 'fields', fields: { subscriptionLimits } });
    const enqueued = await callback.call({ from: OTHER });
    const [, wait = ''] = /waitUrl="([^"#]*)/.exec(enqueued.body) ?? [];

    const query = Object.fromEntries(
      new URLSearchParams(wait.replaceAll('&amp;', '&').split('?')[1]),
    );
    const more = { ...query, first: '1' };
    const callSid = enqueued.callSid;
    const waiting = await callback.wait({ from: OTHER, waitedSeconds: 0, callSid, more });

    expect(enqueued.body).toContain('<Enqueue');
    expect(waiting.body).not.toContain('<Leave/>');
    expect(callback.legsTo(CALLER)).toBe(1);
  });

  it('is asked of Vapi at the end of a call: with none nobody is called', async () => {
    await keepOne();

    await callback.endCall();

    expect(callback.legsTo(CALLER)).toBe(0);
    expect(callback.requests).toMatchObject([{ tries: 0, phase: 'waiting' }]);
  });

  it('rings nobody whose request has expired', async () => {
    await keepOne({ queue: { callback: { expiresAfterSeconds: 600 } } });
    await callback.later(700);

    await callback.endTalk(TALK);

    expect(callback.legsTo(CALLER)).toBe(0);
  });
});

describe('a Sync Service of our own', () => {
  it('keeps everything, and the default one nothing (T7)', async () => {
    const serviceSid = `IS${'7'.repeat(32)}`;
    await start({ environment: { SWITCHBOARD_SYNC_SERVICE_SID: serviceSid } });
    callback.network.syncServices.add(serviceSid);
    await callback.askForCallback();
    await callback.later(20);
    callback.isFull = false;
    await callback.endTalk(TALK);
    await callback.settle();

    const services = callback.network.requests
      .map(({ path }) => /\/Services\/(\w+)\/Maps/.exec(path)?.[1])
      .filter((name) => name !== undefined);
    expect(callback.legsTo(CALLER)).toBe(1);
    expect([...new Set(services)]).toEqual([serviceSid]);
  });
});

describe('what is written down', () => {
  it('names no secret, and no number in full', async () => {
    await keepOne();
    callback.isFull = false;
    await callback.endTalk(TALK);
    await callback.settle();
    await callback.wait({ from: OTHER, digits: '2' });

    const paths = callback.network.requests.map(({ path }) => path).join('\n');
    const created = callback.network.requests.find(({ path }) => path.endsWith('Calls.json'));
    const written = JSON.stringify(callback.logEntries) + paths + created?.form['Url'];
    expect(callback.logEntries.length).toBeGreaterThan(5);
    expect(CANARIES.filter((canary) => written.includes(canary))).toEqual([]);
    expect(written).not.toContain(CALLER.slice(1));
    expect(written).not.toContain(OTHER.slice(1));
  });
});
