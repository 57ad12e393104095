import type { WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, parametersOf, wordsOf } from './documents';
import { FROM, QUESTION, RecordingWorld, type Setting } from './recording-world';
import { formOf, status, World } from './world';

const world = new World();
const calls = new RecordingWorld(world);
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

describe('the question', () => {
  it.each<[string, Setting, string]>([
    ['while the outage switch is on', { environment: { SWITCHBOARD_OUTAGE: 'all' } }, 'outage'],
    [
      'without an assistant',
      { tenant: { assistant: 7 }, environment: { VAPI_ASSISTANT_ID: '' } },
      'no-assistant',
    ],
    ['without a key', { environment: { VAPI_API_KEY: '' } }, 'no-api-key'],
  ])('is not asked %s: the fallback is heard', async (_case, setting, outcome) => {
    const { answer, container } = await calls.answerCall(FROM.california, setting);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Hangup']);
    expect(wordsOf(answer.body)).not.toMatch(QUESTION);
    expect([container.outcome, world.vapi.postCount]).toEqual([outcome, 0]);
  });

  it('is not asked while the breaker is open, and asked again when a call may try', async () => {
    world.vapi.standingFault = status(503);
    const environment = { SWITCHBOARD_BREAKER_FAILURES: '1', SWITCHBOARD_BREAKER_OPEN_MS: '1000' };
    const container = calls.containerOf('incoming-call', { environment });
    const call = (from: object) => container.invoke({ ...formOf(), ...from });

    await call(FROM.virginia);
    await call(FROM.california);
    const open = container.outcome;
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await call(FROM.california);
    await call(FROM.california);

    expect([open, container.outcome]).toEqual(['breaker-open', 'consent-asked']);
  });

  it('is asked in the words of the tenant, by its language where it has several', async () => {
    const question = {
      de: 'Aufnehmen, {{businessName}}?',
      'en-GB': 'No',
      en: 'May we, at {{businessName}}?',
    };
    const recording = { by: 'vapi', consent: { default: 'ask' }, question };

    const { answer } = await calls.answerCall({}, { recording });

    expect(wordsOf(answer.body)).toBe('May we, at Riverside Dental?');
  });

  it('is asked in ours where the tenant has words for other languages', async () => {
    const recording = { by: 'vapi', consent: { default: 'ask' }, question: { de: 'Aufnehmen?' } };

    const { answer } = await calls.answerCall({}, { recording });

    expect(wordsOf(answer.body)).toMatch(QUESTION);
  });
});

describe('after the question', () => {
  it.each<[string, Setting, string]>([
    ['the outage switch was turned on', { environment: { SWITCHBOARD_OUTAGE: 'all' } }, 'outage'],
    ['the key is gone', { environment: { VAPI_API_KEY: '' } }, 'no-api-key'],
  ])('%s: the fallback is heard', async (_case, setting, outcome) => {
    const { form } = await calls.answerCall(FROM.california);

    const { answer, container } = await calls.reply('1', setting, form);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Hangup']);
    expect([container.outcome, world.vapi.postCount]).toEqual([outcome, 0]);
  });

  it('Vapi fails: the fallback is heard, and nothing recorded', async () => {
    world.vapi.standingFault = status(503);

    const { answer, container } = await calls.reply('1');

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Hangup']);
    expect([container.outcome, world.vapi.postCount]).toEqual(['server-error', 2]);
  });

  it('Vapi does not answer in time: the fallback is', async () => {
    world.vapi.standingFault = { kind: 'hang' };

    const { answer, container } = await calls.reply('1', {
      environment: { SWITCHBOARD_DEADLINE_MS: '2000' },
    });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(container.outcome).toBe('timeout');
    expect(answer.durationMs).toBeLessThan(2_000);
  });

  it('two copies of a webhook share one call at Vapi', async () => {
    const container = calls.containerOf('front-door');
    const event = { ...formOf(), ...FROM.california, CallStatus: 'in-progress', Digits: '1' };

    const answers = await Promise.all([container.invoke(event), container.invoke(event)]);

    expect(world.vapi.postCount).toBe(1);
    expect(answers[0].body).toBe(answers[1].body);
  });

  it('nobody is connected whom a stranger asks for', async () => {
    const container = calls.containerOf('front-door', {
      environment: { DOMAIN_NAME: 'localhost:3000', SERVICE_SID: '' },
    });

    const answer = await container.invoke({ ...formOf(), Digits: '1' });

    expect([answer.status, world.vapi.postCount]).toEqual([403, 0]);
  });
});

describe('the assistant once more', () => {
  /** Lets the stream break right after its start, and asks what comes next. */
  const reconnect = async (url: string, form: WebhookForm, setting?: Setting) => {
    const [first] = world.vapi.calls;
    Object.assign(first ?? {}, { status: 'in-progress', startedAt: new Date() });
    const container = calls.containerOf('assistant/ended', setting);
    const answer = await container.invoke({
      ...form,
      ...parametersOf(url),
      CallStatus: 'in-progress',
    });
    return { answer, container };
  };

  it.each([
    ['1', 'given', true],
    ['2', 'refused', false],
  ])(
    'after key %s is recorded as before, and Twilio starts no second recording',
    async (digits, consent, recordingEnabled) => {
      const form = { ...formOf(), ...FROM.california };
      const first = await calls.reply(digits, {}, form);
      const url = attributeOf(first.answer.body, 'Connect', 'action');

      const { answer, container } = await reconnect(url, form);

      expect(findAnswerProblems(answer)).toEqual([]);
      expect([listVerbs(answer.body), container.outcome]).toEqual([['Connect'], 'reconnected']);
      expect(calls.sentOf(1)).toMatchObject({
        variableValues: { recordingConsent: consent, isReconnect: true },
        artifactPlan: { recordingEnabled },
      });
      expect(parametersOf(attributeOf(answer.body, 'Connect', 'action'))).toMatchObject({
        consent,
      });
    },
  );

  it('is not announced a second time', async () => {
    const { form, answer: first } = await calls.answerCall(FROM.germany);

    const { answer } = await reconnect(attributeOf(first.body, 'Connect', 'action'), form);

    expect(listVerbs(answer.body)).toEqual(['Connect']);
    expect(calls.sentOf(1)).toMatchObject({ artifactPlan: { recordingEnabled: true } });
  });

  it('is not recorded where the address lost what the caller said', async () => {
    const { form, answer: first } = await calls.answerCall(FROM.virginia);
    const url = attributeOf(first.body, 'Connect', 'action').replace('consent=not-asked', '');

    await reconnect(url, form);

    expect(calls.sentOf(1)).toMatchObject({ artifactPlan: { recordingEnabled: false } });
  });
});
