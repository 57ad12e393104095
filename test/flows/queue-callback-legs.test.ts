import { type CallbackOptions, CallbackWorld, OTHER, OTHER_TALK, TALK } from './callback-world';
import { parametersOf } from './documents';
import { CALLER, World } from './world';

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

describe('somebody who is called back', () => {
  it.each(['no-answer', 'busy', 'machine', 'silent', 'declines'] as const)(
    'is tried again after %s, and then given up',
    async (kind) => {
      await keepOne({ network: { people: { [CALLER]: { kind } } } });
      await callback.endTalk(TALK);
      await callback.settle();
      const [{ tries, phase } = {}] = callback.requests;
      await callback.endTalk(OTHER_TALK);
      const tooEarly = callback.legsTo(CALLER);
      await callback.later(310);
      await callback.endTalk(OTHER_TALK);
      await callback.settle();
      await callback.later(1_000);
      await callback.endTalk(TALK);

      expect({ tries, phase, tooEarly }).toEqual({ tries: 1, phase: 'waiting', tooEarly: 1 });
      expect(callback.legsTo(CALLER)).toBe(2);
      expect(callback.requests).toEqual([]);
      expect(callback.events).toContain('queue.callback_given_up');
      expect(world.vapi.calls).toEqual([]);
    },
  );

  it('is still the caller of their business after a stream that fails', async () => {
    await keepOne();
    callback.isFull = false;
    const broken = { kind: 'handshake', status: 503 } as const;
    world.vapi.nextFaults.push(broken, broken);

    await callback.endTalk(TALK);
    await callback.settle();

    const [, fallback] = callback.requestsTo('/assistant/ended');
    expect(world.vapi.postCount).toBe(2);
    expect(fallback?.body).toContain('Thank you for calling Riverside Dental');
  });

  it('is recorded or not as they said when they called', async () => {
    const recording = { by: 'twilio', consent: { default: 'ask' } };
    await start({ tenant: { recording } });
    await callback.askForCallback({ more: { consent: 'given' } });
    await callback.later(20);
    callback.isFull = false;

    await callback.endTalk(TALK);
    await callback.settle();

    expect(callback.requestsTo('/queue/callback').at(-1)?.body).toContain('<Recording');
  });

  it('is not given up by a late copy of the end of an earlier try', async () => {
    await keepOne({ network: { people: { [CALLER]: { kind: 'no-answer' } } } });
    await callback.endTalk(TALK);
    await callback.settle();
    const [end] = callback.requestsTo('/queue/callback-status');
    await callback.later(310);
    await callback.endTalk(OTHER_TALK);

    const status = callback.containerAt('/queue/callback-status', 1);
    await status.invoke({ ...parametersOf(end?.url ?? ''), ...end?.form });

    expect(parametersOf(end?.url ?? '')).toMatchObject({ turn: '1' });
    expect(callback.requests).toMatchObject([{ tries: 2, phase: 'called' }]);
  });

  it('holds where no slot is free in that moment, and gets the next before all others', async () => {
    await keepOne();
    await callback.endTalk(TALK);
    await world.clock.until(() => callback.requestsTo('/queue/callback').length > 3);
    await callback.later(80);
    const loops = callback.requestsTo('/queue/callback').length;
    await world.clock.until(() => callback.requestsTo('/queue/callback').length > loops + 1);
    const front = await callback.wait({ from: OTHER, waitedSeconds: 5 });
    await callback.askForCallback({ from: OTHER });
    await callback.later(16);
    await callback.endTalk(OTHER_TALK);
    const others = callback.legsTo(OTHER);
    callback.isFull = false;
    await callback.settle();

    const bodies = callback.requestsTo('/queue/callback').map(({ body }) => body);
    expect(bodies[1]).toContain('<Play>');
    expect(front.body).not.toContain('<Leave/>');
    expect(others).toBe(0);
    expect(bodies.at(-1)).toContain('<Stream');
    expect(callback.requests).not.toMatchObject([{ callerNumber: CALLER }]);
  });

  it('gets the fallback after the longest wait', async () => {
    await keepOne({ queue: { maxWaitSeconds: 30 } });
    await callback.endTalk(TALK);
    await world.clock.until(() => callback.requestsTo('/queue/callback').length > 3);
    await callback.later(40);
    await callback.settle();

    expect(callback.requestsTo('/queue/callback').at(-1)?.body).toContain("can't take your call");
    expect(callback.requests).toEqual([]);
  });

  it.each([
    'POST Sync/Maps/{map}/Items/{key}',
    'DELETE Sync/Maps/{map}/Items/{key}',
    'GET Sync/Maps/{map}/Items',
    'GET Sync/Maps/{map}/Items/{key}',
  ])('is never left in silence where Sync fails at %s', async (route) => {
    await keepOne();
    callback.isFull = false;
    await callback.endTalk(TALK);
    callback.network.failAlways(route, 'reset');
    await callback.settle();
    callback.network.clearFailures();
    await callback.later(310);
    await callback.endTalk(OTHER_TALK);

    expect(callback.requestsTo('/queue/callback').at(-1)?.body).toContain('<Stream');
    expect(callback.legsTo(CALLER)).toBe(1);
    expect(callback.network.strayProblems).toEqual([]);
  });

  it('is tried again at once where Twilio takes no more calls for the moment', async () => {
    await keepOne();
    callback.isFull = false;
    callback.network.failNext('POST Calls', { status: 429, code: 20429, message: 'no' });

    await callback.endTalk(TALK);
    const refused = callback.legsTo(CALLER);
    await callback.endTalk(OTHER_TALK);

    expect([refused, callback.legsTo(CALLER)]).toEqual([0, 1]);
    expect(callback.requests[0]?.tries ?? 1).toBe(1);
  });

  it('does not keep the front from a slot where Twilio refuses to call', async () => {
    await keepOne();
    callback.isFull = false;
    callback.network.failAlways('POST Calls', { status: 400, code: 21215, message: 'no' });

    const front = await callback.wait({ from: OTHER, waitedSeconds: 10 });

    expect(front.body).toContain('<Leave/>');
    expect(callback.requests).toMatchObject([{ tries: 1, phase: 'waiting' }]);
  });

  it('is called again after a lost end, but no more often than so many times', async () => {
    await keepOne({ network: { people: { [CALLER]: { kind: 'no-answer' } } } });
    callback.network.failAlways('GET Sync/Maps/{map}/Items/{key}', 'reset');
    for (let talk = 0; talk < 5; talk += 1) {
      await callback.endTalk(`018f4a7e-0000-7000-8000-00000000001${talk}`);
      await callback.settle();
      await callback.later(500);
    }

    expect(callback.legsTo(CALLER)).toBe(2);
    expect(callback.events).toContain('queue.callback_given_up');
  });
});
