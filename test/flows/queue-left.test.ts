import type { RestFailure } from '../../sandbox/twilio/rest/rest-failures';
import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, wordsOf } from './documents';
import { QueueWorld } from './queue-world';
import { formOf, status } from './world';

const world = new QueueWorld();
beforeAll(() => world.start({ slots: 1 }));
afterAll(() => world.stop());
beforeEach(() => world.reset());

const FALLBACK = 'Thank you for calling Riverside Dental.';

/** A caller in the queue, and a free slot at Vapi. */
const enterAlone = async () => {
  await world.fillSlots();
  const functions = world.functions();
  const caller = await functions.enter();
  world.vapi.slotsOf().reset();
  return { functions, caller };
};

/** The same, who is at the front, has got the slot, and is moved. */
const winSlot = async () => {
  const { functions, caller } = await enterAlone();
  const leaving = await functions.askWait(caller, { position: 1 });
  const [call] = world.vapi.calls;
  if (call === undefined) throw new Error('no call at Vapi');
  return { functions, caller, leaving, url: functions.moveOf(caller), call };
};

describe('a caller who has left the queue for the assistant', () => {
  it('gets Vapi’s stream, for one REST request', async () => {
    const before = world.network.requests.length;
    const { functions, caller, leaving, url, call } = await winSlot();

    const answer = await functions.follow(caller);

    const [move, ...others] = world.network.requests.slice(before);
    expect(listVerbs(leaving.body)).toEqual(['Pause']);
    expect(url).toMatch(/^https:\/\/switchboard-1234\.twil\.io\/queue\/left\?exit=/);
    expect([move?.form['Url'], others]).toEqual([`${url}#rc=2&rp=5xx,ct,rt`, []]);
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(call.id);
    expect(attributeOf(answer.body, 'Connect', 'action')).toContain(call.id);
    expect([world.vapi.calls.length, functions.left.outcome]).toEqual([1, 'assistant']);
  });

  it('gives the slot back after hanging up on the way', async () => {
    const { functions, caller, url } = await winSlot();
    const used = world.vapi.slotsOf().used;

    await functions.askLeft(caller, undefined, { url, status: 'completed' });

    await world.clock.until(() => world.vapi.slotsOf().used === 0);
    expect(used).toBe(1);
  });

  it('gets the same from a request that comes twice', async () => {
    const { functions, caller } = await winSlot();

    const first = await functions.follow(caller);
    const second = await functions.follow(caller);

    expect(second.body).toBe(first.body);
    expect(world.vapi.calls).toHaveLength(1);
  });

  it.each<[string, (exit: string) => string]>([
    ['missing', () => ''],
    ['cut short', (exit) => exit.slice(0, -6)],
    ['nonsense', () => 'nonsense'],
    ['changed', (exit) => exit.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
  ])('gets a call of their own where the exit is %s', async (_what, change) => {
    const { functions, caller, url, call } = await winSlot();
    world.vapi.slotsOf().reset();
    const other = url.replace(/(?<=exit=)[^&]*/, change);

    const answer = await functions.askLeft(caller, undefined, { url: other });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).not.toContain(call.id);
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(world.vapi.calls[1]?.id);
  });

  it('never gets another caller’s stream', async () => {
    const { functions, url, call } = await winSlot();
    await world.fillSlots();
    const other = await functions.enter();

    const answer = await functions.askLeft(other, undefined, { url });

    expect(answer.body).not.toContain(call.id);
    expect(listVerbs(answer.body)).toEqual(['Enqueue']);
  });

  it('does not get a call that Vapi has given up by now', async () => {
    const { functions, caller, call } = await winSlot();
    world.vapi.slotsOf().reset();
    const later = Date.now() + 16_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);

    const answer = await functions.follow(caller);
    clock.mockRestore();

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).not.toContain(call.id);
  });
});

describe('a caller whom Twilio does not move', () => {
  const route = 'POST Queues/{sid}/Members/{member}';

  it.each<[string, RestFailure]>([
    ['fails', { status: 500, code: 20500, message: 'Internal error' }],
    ['says that they are not in the queue', { status: 404, code: 20404, message: 'not found' }],
    ['closes the connection', 'reset'],
    ['does not answer', 'hang'],
  ])('gives the slot back and gets another when Twilio %s', async (_what, failure) => {
    const { functions, caller } = await enterAlone();
    world.network.failAlways(route, failure);

    const leaving = await functions.askWait(caller, { position: 1 });
    await world.clock.until(() => world.vapi.slotsOf().used === 0);
    const answer = await functions.askLeft(caller, 'leave');

    const [first, second] = world.vapi.calls;
    expect([listVerbs(leaving.body), functions.wait.outcome]).toEqual([['Leave'], 'not-moved']);
    expect(world.vapi.commands).toMatchObject([{ callId: first?.id, type: 'end-call' }]);
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(second?.id);
  });

  it('gets a stream all the same when only Twilio’s answer is lost', async () => {
    const { functions, caller } = await enterAlone();
    world.network.failAlways(route, 'reset-after');

    const leaving = await functions.askWait(caller, { position: 1 });
    const answer = await functions.follow(caller);

    // The slot is given back. What follows a refused stream is up to /assistant/ended.
    expect(listVerbs(leaving.body)).toEqual(['Leave']);
    expect(attributeOf(answer.body, 'Connect', 'action')).toContain('/assistant/ended?');
  });

  it('gets the fallback after the longest wait, and does not wait again', async () => {
    await world.fillSlots();
    const functions = world.functions({ queue: { maxWaitSeconds: 60 } });
    const caller = await functions.enter();
    world.network.failAlways(route, { status: 500, code: 20500, message: 'Internal error' });

    const leaving = await functions.askWait(caller, { position: 1, seconds: 60 });
    const answer = await functions.askLeft(caller, 'leave', { seconds: 61 });

    expect(listVerbs(leaving.body)).toEqual(['Leave']);
    expect(wordsOf(answer.body)).toContain(FALLBACK);
    expect([functions.left.outcome, world.vapi.postCount]).toEqual(['fallback', 1]);
  });

  it('leaves the queue for another try where Twilio names no queue', async () => {
    const { functions, caller } = await enterAlone();

    const leaving = await functions.askWait({ ...caller, queueSid: '' }, { position: 1 });

    expect([listVerbs(leaving.body), functions.wait.outcome]).toEqual([['Leave'], 'not-moved']);
  });
});

describe('every word for how a caller left', () => {
  it.each([
    ['bridged', ['Say', 'Hangup'], 'goodbye'],
    ['bridging-in-process', ['Say', 'Hangup'], 'goodbye'],
    ['error', ['Connect'], 'assistant'],
    ['system-error', ['Connect'], 'assistant'],
    ['leave', ['Connect'], 'assistant'],
    ['redirected', ['Redirect'], 'ask-again'],
    ['redirected-from-bridged', ['Redirect'], 'ask-again'],
    ['queue-full', ['Say', 'Hangup'], 'fallback'],
    ['hangup', ['Hangup'], 'hangup'],
    ['', ['Connect'], 'assistant'],
    ['a-word-of-tomorrow', ['Connect'], 'assistant'],
  ])('leads somewhere: "%s"', async (result, verbs, outcome) => {
    const { functions, caller } = await enterAlone();

    const answer = await functions.askLeft(caller, result);

    expect(findAnswerProblems(answer)).toEqual(
      verbs[0] === 'Redirect' || verbs[0] === 'Hangup' ? ['silence'] : [],
    );
    expect([listVerbs(answer.body), functions.left.outcome]).toEqual([verbs, outcome]);
  });

  it('leads a caller who was taken elsewhere and comes back to an assistant', async () => {
    const { functions, caller } = await enterAlone();
    const { body } = await functions.askLeft(caller, 'redirected');

    const answer = await functions.askLeft(caller, undefined, { url: wordsOf(body, 'Redirect') });

    expect(listVerbs(answer.body)).toEqual(['Connect']);
  });

  it('leads nobody anywhere who has hung up', async () => {
    const { functions, caller } = await enterAlone();

    const { body } = await functions.askLeft(caller, 'error', { status: 'completed' });

    expect(listVerbs(body)).toEqual(['Hangup']);
    expect(world.vapi.calls).toEqual([]);
  });
});

describe('a caller whom the queue fails', () => {
  it('comes into it twice more while all slots are taken, then gets the fallback', async () => {
    const { functions, caller } = await enterAlone();
    await world.fillSlots();

    const urls: string[] = [];
    let actionUrl = caller.actionUrl;
    for (let count = 0; count < 2; count += 1) {
      const { body } = await functions.askLeft({ ...caller, actionUrl }, 'error');
      actionUrl = attributeOf(body, 'Enqueue', 'action').split('#')[0] ?? '';
      urls.push(actionUrl);
    }
    const answer = await functions.askLeft({ ...caller, actionUrl }, 'error');

    expect(urls.map((url) => /retries=(\d)/.exec(url)?.[1])).toEqual(['1', '2']);
    expect(wordsOf(answer.body)).toContain(FALLBACK);
    expect(functions.left.outcome).toBe('fallback');
  });

  it('gets the fallback where Vapi fails, and where an address has lost its counts', async () => {
    const { functions, caller } = await enterAlone();
    world.vapi.standingFault = status(401);
    const failed = await functions.askLeft(caller, 'error');
    world.vapi.standingFault = undefined;
    await world.fillSlots();

    const lost = await functions.askLeft(caller, 'error', { url: '/queue/left' });

    expect(wordsOf(failed.body)).toContain(FALLBACK);
    expect(wordsOf(lost.body)).toContain(FALLBACK);
  });

  it('hears the last resort where our own code fails', async () => {
    const { functions, caller } = await enterAlone();
    const original = Twilio.twiml.VoiceResponse;
    Object.assign(Twilio.twiml, { VoiceResponse: undefined });

    const answer = await functions.askLeft(caller, 'leave').finally(() => {
      Object.assign(Twilio.twiml, { VoiceResponse: original });
    });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(functions.left.outcome).toBe('last-resort');
  });
});

it('answers a request of nobody for nothing with words', async () => {
  const functions = world.functions();

  const answer = await functions.left.invoke(formOf());

  expect(findAnswerProblems(answer)).toEqual([]);
});
