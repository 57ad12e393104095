import { ConsoleWorld, type Page, STATIC_FALLBACK } from './console-world';

let console: ConsoleWorld;
let page: Page;

beforeAll(async () => {
  console = await ConsoleWorld.start({
    queue: {},
    transfer: {
      destinations: [
        { key: 'desk', description: 'Everything', numbers: ['+12025550171'], ringSeconds: 20 },
      ],
    },
  });
});
beforeEach(async () => {
  console.reset();
  page = await console.openPage();
});
afterEach(() => console.settle(page));
afterAll(() => console.stop());

const GREETING = 'How can I help you?';

/** Lets the page call, and the assistant greet. */
async function beginTalk(): Promise<void> {
  page.call();
  await page.untilHeard(GREETING);
}

describe('a call from the console', () => {
  it('is answered by the assistant, which says how long it heard the caller', async () => {
    await beginTalk();
    await page.until(({ type }) => type === 'audio');
    await waitMs(4_000);

    page.send({ type: 'speak', phone: 'caller', seconds: 3 });
    await page.untilHeard('I heard you for 3 seconds');

    expect(page.list('call').at(-1)).toMatchObject({
      state: 'in-progress',
      tenantName: 'Riverside Dental',
    });
  });

  it('ends with the assistant when the caller presses the hash key', async () => {
    await beginTalk();
    await waitMs(4_000);

    page.send({ type: 'keys', phone: 'caller', keys: '#' });
    await page.untilEnded();

    expect(page.list('heard').map(({ sound }) => sound)).toContainEqual(
      expect.objectContaining({ words: 'Thank you for calling. Goodbye.' }),
    );
    expect(page.list('call').at(-1)?.end).toMatchObject({ status: 'completed', problems: [] });
  });

  it('ends when the caller hangs up, and when the page is closed', async () => {
    await beginTalk();
    page.send({ type: 'hangUp', phone: 'caller' });
    await page.untilEnded();
    const other = await console.openPage();
    other.call();
    await other.untilHeard(GREETING);

    other.close();
    await console.clock.until(() =>
      console.world.vapi.calls.every(({ status }) => status === 'ended'),
    );

    expect(console.world.vapi.calls).toHaveLength(2);
    expect(console.network.calls.map(({ status }) => status).slice(-2)).toEqual([
      'completed',
      'completed',
    ]);
  });

  it('shows each webhook with its form and TwiML, and what the Functions logged', async () => {
    await beginTalk();

    const step = page.list('step').find(({ title }) => title === 'POST /incoming-call');

    expect(step).toMatchObject({ from: 'twilio', to: 'functions', isProblem: false });
    expect(step?.request?.form).toMatchObject({ To: '+12025550101', CallStatus: 'ringing' });
    expect(step?.response?.body).toMatch(/\n {2}<Connect\n {6}action="\//);
    expect(page.list('step').map(({ title }) => title)).toContain('POST /call');
    expect(page.list('log').map(({ message }) => message)).toContain('Incoming call');
  });

  it('can be downloaded without whole numbers, secrets and stream addresses', async () => {
    await beginTalk();

    page.send({ type: 'download', callId: 'call-1' });
    await page.until(({ type }) => type === 'ladder');

    const json = page.list('ladder')[0]?.json ?? '';
    expect(json).toContain('/incoming-call');
    const leaks = /2025550143|wss:|parentCallInfoToken|canary-|\/control\b/.exec(json);
    expect(leaks?.[0]).toBeUndefined();
  });

  it('is transferred to a second phone, where a key takes it', async () => {
    await beginTalk();
    await waitMs(4_000);
    page.send({ type: 'speak', phone: 'caller', seconds: 1, words: 'May I talk to a person?' });
    await page.until((message) => message.type === 'person' && message.state === 'ringing');

    page.send({ type: 'answer', phone: page.phone });
    await page.untilHeard('Press 1 to take it', page.phone);
    page.send({ type: 'keys', phone: page.phone, keys: '1' });
    await page.until((message) => message.type === 'step' && message.title.endsWith(' talks'));
    const connected = page.list('heard').filter(({ sound }) => sound.kind === 'connected');
    page.send({ type: 'hangUp', phone: page.phone });
    await page.untilHeard('I am back');

    expect(connected.map(({ phone, sound }) => ({ phone, sound }))).toEqual([
      { phone: 'caller', sound: { kind: 'connected', to: '+12025550171' } },
      { phone: page.phone, sound: { kind: 'connected', to: 'the caller' } },
    ]);
    expect(page.list('person').at(-1)).toMatchObject({
      number: '+12025550171',
      label: 'transfer, desk',
      state: 'ended',
      outcome: 'has talked with the caller',
    });
  });

  it('returns to the assistant if the second phone declines', async () => {
    await beginTalk();
    await waitMs(4_000);
    page.send({ type: 'keys', phone: 'caller', keys: '0' });
    await page.until((message) => message.type === 'person' && message.state === 'ringing');

    page.send({ type: 'decline', phone: page.phone });
    await page.until((message) => message.type === 'person' && message.state === 'ended');

    expect(page.list('person').at(-1)?.outcome).toBe('is busy');
    await page.until(
      (message) => message.type === 'heard' && JSON.stringify(message).includes('assistant'),
    );
  });
});

describe('a caller who waits', () => {
  it('is shown in the queue until they hang up', async () => {
    page.send({ type: 'fault', id: 'full', isOn: 'next-call' });
    page.call();
    await page.until(
      (message) => message.type === 'world' && message.queues[0]?.callers.length === 1,
    );
    const [queue] = page.list('world').at(-1)?.queues ?? [];

    page.send({ type: 'hangUp', phone: 'caller' });
    await page.untilEnded();
    await console.clock.until(() => page.list('world').at(-1)?.queues[0]?.callers.length === 0);

    expect(queue).toMatchObject({
      tenantId: 'riverside-dental',
      callers: [{ number: '+12025550143' }],
    });
  });
});

describe('a fault from the console', () => {
  it('lets the next call hear the fallback, and no other', async () => {
    page.send({ type: 'fault', id: 'down', isOn: 'next-call' });
    page.call();
    await page.untilEnded();

    const calls = page.list('call');
    expect([calls[0]?.faults, calls.at(-1)?.faults]).toEqual([['down'], []]);
    expect(words(page)).toEqual([expect.stringContaining("We can't take your call right now")]);
    page.call();
    await page.untilHeard(GREETING);
  });

  it('opens the breaker when calls in a row meet it, until everything is set back', async () => {
    const breaker = () => page.list('world').at(-1)?.breakers[0]?.state;
    const reasons = () => page.list('call').flatMap(({ end }) => end?.sentences ?? []);
    page.send({ type: 'fault', id: 'down', isOn: 'from-now-on' });
    for (let calls = 1; calls <= 4; calls += 1) {
      page.call();
      await console.clock.until(() => reasons().length === calls);
    }
    const states = [breaker()];

    page.send({ type: 'reset' });
    page.call();
    await page.untilHeard(GREETING);
    states.push(breaker());

    expect(reasons().map((reason) => /because ([\w-]+)/.exec(reason)?.[1])).toEqual([
      ...Array<string>(3).fill('server-error'),
      'breaker-open',
    ]);
    expect(states).toEqual(['open', 'closed']);
  });

  it('breaks the talk that is under way, and the fallback is heard', async () => {
    await beginTalk();

    page.send({ type: 'fault', id: 'drops', isOn: 'from-now-on' });
    await page.untilHeard("We can't take your call right now");

    expect(page.list('step').map(({ title }) => title)).toContain('POST /assistant/ended');
  });

  it('is over for the calls of all pages when one page ends it', async () => {
    page.send({ type: 'fault', id: 'crash', isOn: 'from-now-on' });
    page.call({ to: '+12025550199' });
    await page.until(({ type }) => type === 'call');
    const { callSid = '' } = page.list('call').at(-1) ?? {};
    const { faults } = console.state;
    const isCrashing = () => faults.isCrashing(callSid, 'http://localhost/incoming-call');
    const before = isCrashing();

    faults.set('crash', 'no', 'CA-of-another-page');

    expect([before, isCrashing()]).toEqual([true, false]);
    await page.untilEnded();
  });

  it('lets Functions crash, so that the static fallback is heard', async () => {
    page.send({ type: 'fault', id: 'crash', isOn: 'next-call' });
    page.call();

    await page.untilHeard(STATIC_FALLBACK);

    const failed = page.list('step').filter(({ response }) => response?.status === 500);
    expect(failed.map(({ title }) => title)).toEqual(['POST /incoming-call']);
  });
});

/** Lets the console's time pass. */
async function waitMs(ms: number): Promise<void> {
  const untilMs = console.clock.nowMs() + ms;
  console.clock.timer(ms, () => {});
  await console.clock.until(() => console.clock.nowMs() >= untilMs);
}

function words({ seen }: Page): string[] {
  return seen.flatMap((message) =>
    message.type === 'heard' && message.sound.kind === 'words' ? [message.sound.words] : [],
  );
}
