import { findAnswerProblems, type FunctionAnswer } from './container';
import { attributeOf, listVerbs, wordsOf } from './documents';
import { PERSON, tenantFileOf } from './tenant-file';
import { formOf, World } from './world';
import type { WebhookForm } from '../../sandbox/twilio/voice/webhook';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

/** Asks /incoming-call, and follows each answer's address with what the caller did. */
async function call(tenant: object, form: WebhookForm = {}, replies: readonly WebhookForm[] = []) {
  const options = { tenantFile: tenantFileOf(tenant), environment: world.environment() };
  const incoming = world.containerOf('incoming-call.protected', options);
  const door = world.containerOf('front-door.protected', options);
  const answers: FunctionAnswer[] = [await incoming.invoke({ ...formOf(), ...form })];
  for (const reply of replies) {
    const { body } = answers.at(-1)!;
    const verb = listVerbs(body)[0] ?? '';
    const url = new URL(attributeOf(body, verb, 'action') ?? '', 'https://a.example');
    expect(url.pathname).toBe('/front-door');
    const parameters = Object.fromEntries(url.searchParams);
    answers.push(await door.invoke({ ...formOf(), ...form, ...parameters, ...reply }));
  }
  const outcomes = [incoming, door].map(({ outcome }) => outcome);
  return {
    answers,
    last: answers.at(-1)!,
    outcomes,
    entries: [...incoming.logEntries, ...door.logEntries],
  };
}

const variables = () =>
  (
    world.vapi.calls[0]?.request['assistantOverrides'] as {
      variableValues: Record<string, unknown>;
    }
  ).variableValues;

describe('callers', () => {
  it('refuses a blocked caller without answering the call, and Vapi is not asked', async () => {
    const { last, outcomes } = await call({ callers: { block: [formOf()['From']] } });

    expect(findAnswerProblems(last)).toEqual([]);
    expect(listVerbs(last.body)).toEqual(['Reject']);
    expect([outcomes[0], world.vapi.postCount]).toEqual(['rejected', 0]);
  });

  it('lets a caller through who presses the key', async () => {
    const tenant = { callers: { challenge: 'always' } };
    const { answers } = await call(tenant);
    const key = /press (\d)/.exec(wordsOf(answers[0]!.body))?.[1];

    expect(listVerbs(answers[0]!.body)).toEqual(['Gather', 'Redirect']);
    expect(key).toMatch(/^[2-9]$/);
  });

  it('tells a caller who presses nothing that the call is refused', async () => {
    const { last, outcomes } = await call({ callers: { challenge: 'always' } }, {}, [{}]);

    expect(findAnswerProblems(last)).toEqual([]);
    expect([listVerbs(last.body), outcomes[1], world.vapi.postCount]).toEqual([
      ['Say', 'Hangup'],
      'refused',
      0,
    ]);
  });
});

describe('people first', () => {
  const answerFirst = { open: { numbers: [PERSON] } };
  const rung = { DialCallStatus: 'no-answer', CallStatus: 'ringing' };

  it('rings people before anything answers the call', async () => {
    const { last, outcomes } = await call({ answerFirst });

    expect(findAnswerProblems(last)).toEqual([]);
    expect(listVerbs(last.body)).toEqual(['Dial']);
    expect(attributeOf(last.body, 'Dial', 'answerOnBridge')).toBe('true');
    expect(attributeOf(last.body, 'Dial', 'timeout')).toBe('15');
    expect([outcomes[0], world.vapi.postCount]).toEqual(['people-rung', 0]);
  });

  it('gives the caller the assistant where nobody takes the call, and says why', async () => {
    const { last, outcomes } = await call({ answerFirst }, {}, [rung]);

    expect(listVerbs(last.body)).toEqual(['Connect']);
    expect([outcomes[1], variables()['ringOutcome']]).toEqual(['assistant', 'no-answer']);
  });

  it('asks Vapi nothing where somebody took the call', async () => {
    const talked = { DialCallStatus: 'completed', DialBridged: 'true', CallStatus: 'completed' };
    const { last, outcomes } = await call({ answerFirst }, {}, [talked]);

    expect([listVerbs(last.body), outcomes[1]]).toEqual([['Hangup'], 'people-answered']);
    expect(world.vapi.postCount).toBe(0);
  });
});

describe('languages', () => {
  const languages = {
    menu: [{ language: 'en-US' }, { language: 'es-MX', voice: 'Polly.Mia-Neural' }],
  };

  it('asks in each language', async () => {
    const { last, outcomes } = await call({ languages });

    expect(listVerbs(last.body)).toEqual(['Gather', 'Redirect']);
    expect(last.body).toContain(
      '<Say language="es-MX" voice="Polly.Mia-Neural">Para español, pulse 2.',
    );
    expect(outcomes[0]).toBe('language-asked');
  });

  it('carries the choice on, to the assistant and in our addresses', async () => {
    const { last } = await call({ languages }, {}, [{ Digits: '2', CallStatus: 'in-progress' }]);

    expect(variables()['callerLanguage']).toBe('es-MX');
    expect(attributeOf(last.body, 'Connect', 'action')).toContain('door=lang.es-MX');
  });

  it('speaks the fallback in the language that was chosen', async () => {
    world.vapi.standingFault = { kind: 'status', status: 503 };

    const { last } = await call({ languages }, {}, [{ Digits: '2', CallStatus: 'in-progress' }]);

    expect(last.body).toContain('<Say language="es-MX" voice="Polly.Mia-Neural">');
  });
});

describe('disclosure', () => {
  it('tells the caller of the AI before the stream, in one sentence with the recording', async () => {
    const { last, entries } = await call({
      disclosure: { default: 'announce' },
      recording: { by: 'vapi', consent: { default: 'announce' } },
    });

    expect(listVerbs(last.body)).toEqual(['Say', 'Connect']);
    expect(wordsOf(last.body, 'Say')).toBe(
      'You are talking with an AI assistant. This call is being recorded.',
    );
    expect(variables()['aiDisclosed']).toBe('true');
    expect(entries).toContainEqual(
      expect.objectContaining({ event: 'disclosure.spoken', language: 'en-US' }),
    );
  });
});

describe('hours', () => {
  const hours = {
    timeZone: 'America/New_York',
    open: [{ days: ['mon'], from: '08:00', to: '08:01' }],
  };

  it('tells the assistant whether the business is open', async () => {
    await call({ hours });

    expect(variables()['isOpen']).toMatch(/^(true|false)$/);
    expect(variables()['timeZone']).toBe('America/New_York');
  });
});
