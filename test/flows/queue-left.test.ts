import { PhoneNetwork } from '../../sandbox/twilio/phone-network';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, wordsOf } from './documents';
import { exitCookieOf, PROBE, QueueWorld } from './queue-world';
import { CALLER, CANARY_TOKEN, formOf, RIVERSIDE, status } from './world';

const world = new QueueWorld();
beforeAll(() => world.start({ slots: 1 }));
afterAll(() => world.vapi.stop());
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

/** The same, who is at the front and has got the slot. */
const winSlot = async () => {
  const { functions, caller } = await enterAlone();
  const leaving = await functions.askWait(caller, { position: 1 });
  const [call] = world.vapi.calls;
  if (call === undefined) throw new Error('no call at Vapi');
  return { functions, caller, leaving, cookie: exitCookieOf(leaving), call };
};

describe('a caller who has left the queue for the assistant', () => {
  it('gets Vapi’s stream, without a further request', async () => {
    const { functions, caller, leaving, cookie, call } = await winSlot();

    const answer = await functions.askLeft(caller, 'leave', { cookie });

    expect(listVerbs(leaving.body)).toEqual(['Leave']);
    expect(leaving.setCookies).toEqual([`${cookie};Path=/;Max-Age=15`]);
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(call.id);
    expect(attributeOf(answer.body, 'Connect', 'action')).toContain(call.id);
    expect([world.vapi.calls.length, functions.left.outcome]).toEqual([1, 'assistant']);
  });

  it('leaves it to others, having hung up on the way', async () => {
    const { functions, caller, cookie } = await winSlot();
    const used = world.vapi.slotsOf().used;

    await functions.askLeft(caller, 'hangup', { cookie, status: 'completed' });

    await world.clock.until(() => world.vapi.slotsOf().used === 0);
    expect(used).toBe(1);
  });

  it('gets the same from a request that comes twice', async () => {
    const { functions, caller, cookie } = await winSlot();

    const first = await functions.askLeft(caller, 'leave', { cookie });
    const second = await functions.askLeft(caller, 'leave', { cookie });

    expect(second.body).toBe(first.body);
    expect(world.vapi.calls).toHaveLength(1);
  });

  it.each<[string, (cookie: string) => string]>([
    ['none', () => PROBE],
    ['cut short', (cookie) => cookie.slice(0, -6)],
    ['of nonsense', () => 'switchboard_exit=nonsense'],
    ['changed', (cookie) => cookie.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
  ])('gets a line of their own where the cookie is %s', async (_what, change) => {
    const { functions, caller, cookie, call } = await winSlot();
    world.vapi.slotsOf().reset();

    const answer = await functions.askLeft(caller, 'leave', { cookie: change(cookie) });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).not.toContain(call.id);
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(world.vapi.calls[1]?.id);
  });

  it('never gets another caller’s stream', async () => {
    const { functions, cookie, call } = await winSlot();
    await world.fillSlots();
    const other = await functions.enter();

    const answer = await functions.askLeft(other, 'leave', { cookie });

    expect(answer.body).not.toContain(call.id);
    expect(listVerbs(answer.body)).toEqual(['Enqueue']);
  });

  it('does not get a call that Vapi has given up by now', async () => {
    const { functions, caller, cookie, call } = await winSlot();
    world.vapi.slotsOf().reset();
    const later = Date.now() + 16_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);

    const answer = await functions.askLeft(caller, 'leave', { cookie });
    clock.mockRestore();

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).not.toContain(call.id);
  });
});

describe('where Twilio keeps no cookies in the queue', () => {
  let network: PhoneNetwork;
  beforeEach(async () => {
    network = await PhoneNetwork.start({
      clock: world.clock,
      accountSid: sandboxSettings.ACCOUNT_SID,
      authToken: CANARY_TOKEN,
      post: (url) =>
        Promise.resolve({
          status: 200,
          contentType: 'text/xml',
          body: `<Response>${url.includes('/queue/') ? '<Hangup/>' : '<Pause length="60"/>'}</Response>`,
          durationMs: 1,
        }),
    });
  });
  afterEach(() => network.stop());

  /** A call that Twilio knows, in the queue; the front has a free slot at Vapi. */
  const beginWaiting = async () => {
    await world.fillSlots();
    const functions = world.functions({ environment: { TWILIO_API_BASE_URL: network.apiUrl } });
    const voiceUrl = 'https://switchboard-1234.twil.io/incoming-call';
    const { callSid, leg } = network.beginCall({ voiceUrl, from: CALLER, to: RIVERSIDE });
    await world.clock.until(() => leg.status === 'in-progress');
    const entered = await functions.enter();
    const caller = { ...entered, form: { ...entered.form, CallSid: callSid } };
    world.vapi.slotsOf().reset();
    return { functions, caller };
  };

  it('moves the call to an address that carries what they leave for', async () => {
    const { functions, caller } = await beginWaiting();

    const { body, setCookies } = await functions.askWait(caller, { position: 1, cookie: '' });
    const [move] = network.requests;
    const [url = '', overrides] = move?.form['Url']?.split('#') ?? [];
    const answer = await functions.askLeft(caller, undefined, { url, cookie: '' });

    expect([listVerbs(body), setCookies]).toEqual([['Pause'], []]);
    expect(url).toMatch(/^https:\/\/switchboard-1234\.twil\.io\/queue\/left\?exit=/);
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(world.vapi.calls[0]?.id);
    expect([network.requests.length, overrides]).toEqual([1, 'rc=2&rp=5xx,ct,rt']);
  });

  it.each([
    ['refuses', { status: 500, code: 20500, message: 'Internal error' }],
    ['does not answer', 'hang'],
  ] as const)('tries the cookie all the same when Twilio %s', async (_what, failure) => {
    const { functions, caller } = await beginWaiting();
    network.failAlways('POST Calls/{sid}', failure);

    const leaving = await functions.askWait(caller, { position: 1, cookie: '' });
    const answer = await functions.askLeft(caller, 'leave', { cookie: exitCookieOf(leaving) });

    expect(listVerbs(leaving.body)).toEqual(['Leave']);
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(world.vapi.calls[0]?.id);
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

  it('leads whoever was taken elsewhere and comes back to an assistant', async () => {
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
