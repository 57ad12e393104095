import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, parametersOf, wordsOf } from './documents';
import { COLLEAGUE, PERSON, ringThenRecord, tenantFileOf } from './tenant-file';
import { CALLER, formOf, RIVERSIDE, status, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

const tenantFile = tenantFileOf(ringThenRecord);

/** Asks /fallback as Twilio does after a Dial. */
const askFallback = async (parameters: Record<string, string>, from?: string) => {
  const container = world.containerOf('fallback.protected', { tenantFile });
  const form = formOf(from === undefined ? {} : { from });
  const answer = await container.invoke({ ...form, CallStatus: 'in-progress', ...parameters });
  return { answer, container };
};

/** Asks /fallback/screen as Twilio does on the leg of somebody who answers. */
const askScreen = async (parameters: Record<string, string>) => {
  const container = world.containerOf('fallback/screen.protected', { tenantFile });
  const answer = await container.invoke({
    CallSid: 'CA' + '2'.repeat(32),
    From: CALLER,
    To: PERSON,
    called: RIVERSIDE,
    ...parameters,
  });
  return { answer, container };
};

describe('/fallback', () => {
  it('is where the first person of a chain leads', async () => {
    world.vapi.standingFault = status(401);

    const { body } = await world.container({ tenantFile }).invoke(formOf());

    expect(listVerbs(body)).toEqual(['Say', 'Dial']);
    expect(body).toContain(`>${PERSON}</Number>`);
    expect(attributeOf(body, 'Dial', 'action')).toBe('/fallback?step=1&turn=1');
  });

  it.each([
    ['completed', 'true', 'answered'],
    ['answered', 'true', 'answered'],
    ['completed', 'false', 'no-answer'],
    ['completed', undefined, 'no-answer'],
    ['busy', 'false', 'busy'],
    ['no-answer', 'false', 'no-answer'],
    ['failed', 'false', 'failed'],
    ['failed', 'true', 'failed'],
    ['canceled', 'false', 'canceled'],
    ['', undefined, 'continued'],
    [undefined, undefined, 'continued'],
  ])('after DialCallStatus %s, DialBridged %s: %s', async (dialStatus, bridged, outcome) => {
    const { answer, container } = await askFallback({
      step: '1',
      turn: '1',
      ...(dialStatus === undefined ? {} : { DialCallStatus: dialStatus }),
      ...(bridged === undefined ? {} : { DialBridged: bridged }),
    });

    expect(container.outcome).toBe(outcome);
    if (outcome === 'answered') return expect(listVerbs(answer.body)).toEqual(['Hangup']);
    expect(answer.body).toContain(`>${COLLEAGUE}</Number>`);
    expect(attributeOf(answer.body, 'Dial', 'action')).toBe('/fallback?step=2&turn=0');
    return undefined;
  });

  it('only hangs up once the caller is gone', async () => {
    const parameters = { step: '2', DialCallStatus: 'no-answer', CallStatus: 'completed' };

    const { answer, container } = await askFallback(parameters);

    expect(listVerbs(answer.body)).toEqual(['Hangup']);
    expect(container.outcome).toBe('caller-left');
  });

  it.each([
    ['the last step', '2', ['Say', 'Record', 'Say', 'Hangup']],
    ['a step past the end', '3', ['Say', 'Hangup']],
    ['a step of a longer chain', '17', ['Say', 'Hangup']],
    ['no number', 'x', ['Say', 'Hangup']],
  ])('continues at %s', async (_case, step, verbs) => {
    const { answer } = await askFallback({ step, turn: '0', DialCallStatus: 'busy' });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(verbs);
  });

  it.each([
    [CALLER, ''],
    ['anonymous', RIVERSIDE],
    ['sip:desk@example.com', RIVERSIDE],
    ['client:jenny', RIVERSIDE],
  ])('never writes the caller into TwiML or log: %s', async (from, callerId) => {
    const { answer, container } = await askFallback({ step: '1', turn: '0' }, from);

    expect(attributeOf(answer.body, 'Dial', 'callerId')).toBe(callerId);
    for (const text of [answer.body, JSON.stringify(container.logEntries)]) {
      expect(text).not.toMatch(/canary|2025550143|desk@example|jenny/);
    }
  });

  it('speaks to a caller of a number that no tenant has', async () => {
    const container = world.containerOf('fallback.protected', { tenantFile });

    const answer = await container.invoke(formOf({ to: '+12025550199' }));

    expect(findAnswerProblems(answer)).toEqual([]);
  });
});

describe('/fallback/screen', () => {
  it('asks twice for the key, in words of the tenant, then hangs up', async () => {
    const { answer, container } = await askScreen({});

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Gather', 'Gather', 'Hangup']);
    expect(wordsOf(answer.body)).toContain('a call for Riverside Dental. Press 1');
    expect(parametersOf(attributeOf(answer.body, 'Gather', 'action'))).toEqual({
      called: RIVERSIDE,
    });
    expect(container.outcome).toBe('asked');
  });

  it.each([
    ['1', [], 'accepted'],
    ['2', ['Hangup'], 'declined'],
    ['#', ['Hangup'], 'declined'],
  ])('after key %s', async (Digits, verbs, outcome) => {
    const { answer, container } = await askScreen({ Digits });

    expect([listVerbs(answer.body), container.outcome]).toEqual([verbs, outcome]);
    expect([answer.status, answer.contentType]).toEqual([200, 'text/xml; charset=utf-8']);
  });

  it('asks without a name where the address does not say for whom', async () => {
    const { answer } = await askScreen({ called: '' });

    expect(wordsOf(answer.body)).toContain('You have a call. Press 1');
  });
});
