import type { StandInCall } from '../../sandbox/vapi/stand-in-call';
import type { Container } from './container';
import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, parametersOf, wordsOf } from './documents';
import { formOf, status, twiml, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000);

/** Answers a call and returns the form and address that Twilio asks with when the stream ends. */
const answerCall = async (parts: { to?: string } = {}) => {
  const form = formOf(parts);
  const { body } = await world.container().invoke(form);
  return { form, url: attributeOf(body, 'Connect', 'action') };
};

/** Asks as Twilio does when a stream has ended, and follows a Redirect as Twilio does. */
const askEnded = async (
  container: Container,
  { form, url }: Awaited<ReturnType<typeof answerCall>>,
  parts: Record<string, string> = {},
) => {
  const standard = { ...form, CallStatus: 'in-progress' };
  const answer = await container.invoke({ ...standard, ...parametersOf(url), ...parts });
  if (listVerbs(answer.body).join() !== 'Redirect') return answer;
  const again = parametersOf(wordsOf(answer.body, 'Redirect'));
  return container.invoke({ ...standard, ...again, ...parts });
};

const ended = () => world.containerOf('assistant/ended.protected');

/** The call as Vapi left it. */
const leave = (call: StandInCall | undefined, parts: Partial<StandInCall>) =>
  Object.assign(call ?? {}, parts);

/** Answers a call, lets Vapi leave it so, and asks what comes next. */
const endCall = async (parts: Partial<StandInCall>, parameters: Record<string, string> = {}) => {
  const call = await answerCall();
  leave(world.vapi.calls[0], parts);
  const container = ended();
  const answer = await askEnded(container, call, parameters);
  return { answer, container, call };
};

const over = (endedReason: string, seconds = 60): Partial<StandInCall> => ({
  status: 'ended',
  startedAt: secondsAgo(seconds),
  endedAt: new Date(),
  endedReason,
});

describe('after the stream, a caller', () => {
  it.each<[string, Partial<StandInCall>]>([
    ['whose stream was refused', { status: 'queued' }],
    ['whose stream broke after a second', { status: 'in-progress', startedAt: secondsAgo(1) }],
    ['whom Vapi lost', over('phone-call-provider-closed-websocket')],
    ['whose assistant never joined', over('assistant-join-timed-out', 1)],
    ['whom a provider failed', over('call.in-progress.error-providerfault-openai-llm-failed')],
  ])('%s gets the assistant once more', async (_case, parts) => {
    const { answer, container } = await endCall(parts);

    expect(findAnswerProblems(answer)).toEqual([]);
    const [, second] = world.vapi.calls;
    expect(attributeOf(answer.body, 'Stream', 'url')).toContain(second?.id);
    expect(second?.request).toMatchObject({
      assistantOverrides: { variableValues: { isReconnect: true } },
    });
    expect([world.vapi.postCount, container.outcome]).toEqual([2, 'reconnected']);
  });

  it.each<[string, Partial<StandInCall>, Record<string, string>]>([
    ['whose assistant said goodbye', over('assistant-ended-call'), {}],
    ['who hung up, says Twilio', over('worker-shutdown'), { CallStatus: 'completed' }],
  ])('%s is hung up on', async (_case, parts, parameters) => {
    const { answer, container } = await endCall(parts, parameters);

    expect(listVerbs(answer.body)).toEqual(['Hangup']);
    expect([answer.status, world.vapi.postCount, container.outcome]).toEqual([200, 1, 'hangup']);
  });

  it.each([
    'exceeded-max-duration',
    'silence-timed-out',
    'manually-canceled',
    'customer-ended-call',
    'something-new',
  ])('whose time was up hears a goodbye: %s', async (endedReason) => {
    const { answer, container } = await endCall(over(endedReason));

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Hangup']);
    expect([world.vapi.postCount, container.outcome]).toEqual([1, 'goodbye']);
  });

  it.each<[string, Partial<StandInCall>]>([
    ['who was to be forwarded', over('assistant-forwarded-call')],
    ['for whom no slot was free', over('call.start.error-subscription-concurrency-limit-reached')],
    ['whose account is empty', over('call.start.error-subscription-insufficient-credits', 0)],
    ['whose end is new to us, early', over('something-new', 3)],
    ['who hung up, says Vapi alone, early', over('customer-ended-call', 3)],
  ])('%s hears the fallback', async (_case, parts) => {
    const { answer, container } = await endCall(parts);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(wordsOf(answer.body)).toContain("We can't take your call right now");
    expect([world.vapi.postCount, container.outcome]).toEqual([1, 'fallback']);
  });

  it.each([
    ['early hears the fallback', 2, 'fallback'],
    ['after a conversation hears a goodbye', 90, 'goodbye'],
    ['at a time that makes no sense hears the fallback', -3_600, 'fallback'],
    ['at a time long past hears the fallback', 10 * 24 * 3_600, 'fallback'],
  ])('of whom Vapi knows nothing %s', async (_case, seconds, outcome) => {
    const call = await answerCall();
    world.vapi.calls.length = 0;
    const connected = String(Math.floor(Date.now() / 1_000) - seconds);
    const container = ended();

    const answer = await askEnded(container, call, { connected });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(container.outcome).toBe(outcome);
    expect(world.vapi.postCount).toBe(1);
  });

  it('whose address does not say how often Vapi was asked hears the fallback', async () => {
    const call = await answerCall();
    const container = ended();

    const answer = await askEnded(container, call, { posts: '' });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect([world.vapi.postCount, container.outcome]).toEqual([1, 'fallback']);
  });

  it('whose address lost its parameters hears the fallback', async () => {
    const { form } = await answerCall();
    const container = ended();

    const answer = await askEnded(container, { form, url: '/assistant/ended' });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect([world.vapi.postCount, container.outcome]).toEqual([1, 'fallback']);
  });
});

describe('a caller whose document had an action of its own', () => {
  /** Answers a call for which Vapi names an action, leaves the call so, and asks what comes next. */
  const endWithAction = async (action: string, parts: Partial<StandInCall>) => {
    const text = `<Response><Connect action="${action}"><Stream url="{streamUrl}"/></Connect></Response>`;
    world.vapi.nextFaults.push(twiml(text));
    const call = await answerCall();
    leave(world.vapi.calls[0], parts);
    const container = ended();
    const form = { ...call.form, CallStatus: 'in-progress' };
    const answer = await container.invoke({ ...form, ...parametersOf(call.url), again: '1' });
    return { call, answer, container };
  };

  it.each(['assistant-ended-call', 'silence-timed-out'])(
    'is sent on to it after a normal end: %s (T3)',
    async (endedReason) => {
      const action = 'http://localhost/next?a=1';

      const { call, answer, container } = await endWithAction(action, over(endedReason));

      expect(call.url).toMatch(/^\/assistant\/ended\?/);
      expect(wordsOf(answer.body, 'Redirect')).toBe(action);
      expect(container.outcome).toBe('sent-on');
    },
  );

  it('gets the assistant once more where the call broke off (T3)', async () => {
    const broken = over('phone-call-provider-closed-websocket');

    const { container } = await endWithAction('http://localhost/next', broken);

    expect(container.outcome).toBe('reconnected');
  });

  it('is not sent to another host (T3)', async () => {
    const normal = over('assistant-ended-call');

    const { call, answer } = await endWithAction('https://evil.example/next', normal);

    expect(call.url).not.toContain('evil.example');
    expect(listVerbs(answer.body)).toEqual(['Hangup']);
  });
});

describe('a caller whom a transfer may have taken', () => {
  it('is asked about again before the assistant is asked for', async () => {
    const { form, url } = await answerCall();
    leave(world.vapi.calls[0], over('phone-call-provider-closed-websocket'));
    const container = ended();

    const answer = await container.invoke({
      ...form,
      CallStatus: 'in-progress',
      ...parametersOf(url),
    });

    expect(listVerbs(answer.body)).toEqual(['Redirect']);
    expect(parametersOf(wordsOf(answer.body, 'Redirect'))).toEqual({
      ...parametersOf(url),
      again: '1',
    });
    expect([world.vapi.postCount, container.outcome]).toEqual([1, 'asks-again']);
  });
});

describe('the assistant once more', () => {
  it('is asked for once only: after that comes the fallback', async () => {
    const { answer, call } = await endCall({ status: 'queued' });
    const url = attributeOf(answer.body, 'Connect', 'action');
    const container = ended();

    const last = await askEnded(container, { ...call, url });

    expect(parametersOf(url)).toMatchObject({ posts: '2', call: world.vapi.calls[1]?.id });
    expect(wordsOf(last.body)).toContain("We can't take your call");
    expect([world.vapi.postCount, container.outcome]).toEqual([2, 'fallback']);
  });

  it('is not asked for where the first answer took two requests', async () => {
    world.vapi.nextFaults.push(status(503));
    const { answer, container } = await endCall({ status: 'queued' });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect([world.vapi.postCount, container.outcome]).toEqual([2, 'fallback']);
  });

  it('is asked for with one request, failed or not', async () => {
    const call = await answerCall();
    world.vapi.standingFault = status(503);
    const container = ended();

    const answer = await askEnded(container, call);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect([world.vapi.postCount, container.outcome]).toEqual([2, 'fallback']);
  });

  it('is one for two copies of a webhook, which share their answer', async () => {
    const call = await answerCall();
    const container = ended();

    const answers = await Promise.all([askEnded(container, call), askEnded(container, call)]);

    expect(world.vapi.postCount).toBe(2);
    expect(answers[0].body).toBe(answers[1].body);
  });
});

describe('the log of an ended stream', () => {
  it('says what was decided and why, and gives nobody away', async () => {
    const { container, answer } = await endCall(over('worker-shutdown'));

    expect(container.logEntries).toContainEqual(
      expect.objectContaining({
        event: 'assistant.ended',
        tenantId: 'riverside-dental',
        next: 'reconnect',
        why: 'Vapi or a provider broke off',
        endedReason: 'worker-shutdown',
      }),
    );
    const log = JSON.stringify(container.logEntries);
    for (const text of [log, answer.body]) expect(text).not.toMatch(/canary|2025550143/);
    expect(log).not.toMatch(/wss?:|CallToken/);
  });
});
