import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, parametersOf, wordsOf } from './documents';
import { FROM, QUESTION, RECORDED, RecordingWorld } from './recording-world';
import { formOf, World } from './world';

const world = new World();
const calls = new RecordingWorld(world);
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

describe('a caller who', () => {
  it.each([
    ['is not asked', FROM.virginia, ['Start', 'Connect'], 'not-asked'],
    ['is told', FROM.germany, ['Say', 'Start', 'Connect'], 'announced'],
  ])('%s is recorded by Twilio, before Vapi’s stream', async (_case, from, verbs, consent) => {
    const { answer, container } = await calls.answerCall(from);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect([listVerbs(answer.body), container.outcome]).toEqual([verbs, 'assistant']);
    expect(calls.sentOf()).toMatchObject({
      variableValues: { recordingConsent: consent },
      metadata: { recordingConsent: consent },
      artifactPlan: { recordingEnabled: true },
    });
    expect(attributeOf(answer.body, 'Recording', 'channels')).toBe('dual');
    expect(attributeOf(answer.body, 'Recording', 'recordingStatusCallback')).toBe(
      'https://switchboard-1234.twil.io/recording/status?called=%2B12025550101#rc=2&rp=5xx,ct,rt',
    );
    const decided = container.logEntries.filter(({ event }) => event === 'recording.decided');
    expect(decided).toEqual([
      expect.objectContaining({ consent, byVapi: true, byTwilio: true, level: 'info' }),
    ]);
  });

  it('has to be asked is asked before Vapi is, and led on after silence', async () => {
    const { answer, container } = await calls.answerCall(FROM.california);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Gather', 'Redirect']);
    expect(wordsOf(answer.body)).toMatch(QUESTION);
    expect(attributeOf(answer.body, 'Gather', 'action')).toBe('/front-door?question=consent');
    expect(wordsOf(answer.body, 'Redirect')).toBe('/front-door?question=consent');
    expect([container.outcome, world.vapi.postCount]).toEqual(['consent-asked', 0]);
  });

  it.each([
    ['1', 'given', RECORDED, true],
    ['2', 'refused', ['Connect'], false],
    ['*', 'refused', ['Connect'], false],
    ['', 'refused', ['Connect'], false],
    [undefined, 'refused', ['Connect'], false],
  ])('answers %j gets the assistant: %s', async (digits, consent, verbs, isRecorded) => {
    const { answer, container } = await calls.reply(digits);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect([listVerbs(answer.body), container.outcome]).toEqual([verbs, 'assistant']);
    expect(calls.sentOf()).toMatchObject({
      variableValues: { recordingConsent: consent },
      artifactPlan: { recordingEnabled: isRecorded },
    });
  });

  it.each([
    ['withholds the number', { From: 'anonymous', FromCountry: '', FromState: '' }],
    ['withholds it by keypad', { From: '+266696687', FromCountry: 'LS', FromState: '' }],
    ['calls by SIP', { From: 'sip:desk@example.com', FromCountry: 'FR' }],
    ['comes from nowhere', { FromCountry: '', FromState: '' }],
    ['comes from a state that Twilio does not tell', { FromCountry: 'US', FromState: '' }],
  ])('%s gets the strictest rule that may apply', async (_case, from) => {
    const { container } = await calls.answerCall(from);

    expect(container.outcome).toBe('consent-asked');
  });

  it('comes without the parameters of a place gets the strictest rule', async () => {
    const container = calls.containerOf('incoming-call');
    const { FromCountry: _country, FromState: _state, ...form } = formOf();

    await container.invoke(form);

    expect(container.outcome).toBe('consent-asked');
  });

  it('hangs up while asked takes no slot of Vapi', async () => {
    const form = { ...formOf(), ...FROM.california };
    const container = calls.containerOf('front-door');

    const answer = await container.invoke({ ...form, CallStatus: 'completed' });

    expect(listVerbs(answer.body)).toEqual(['Hangup']);
    expect([world.vapi.postCount, container.outcome]).toEqual([0, 'caller-left']);
  });
});

describe('who records', () => {
  it.each([
    ['nobody', ['Connect'], false],
    ['vapi', ['Connect'], true],
    ['twilio', RECORDED, false],
    ['both', RECORDED, true],
  ])('as the tenant says: %s', async (by, verbs, recordingEnabled) => {
    const { answer } = await calls.answerCall({}, { recording: { by } });

    expect(listVerbs(answer.body)).toEqual(verbs);
    expect(calls.sentOf().artifactPlan).toEqual({ recordingEnabled });
    expect(calls.sentOf().variableValues['recordingConsent']).toBe('not-asked');
  });

  it('is left to Vapi by a tenant that says nothing', async () => {
    const { answer, container } = await calls.answerCall(FROM.california, {
      tenant: { recording: undefined },
    });

    expect(listVerbs(answer.body)).toEqual(['Connect']);
    expect(parametersOf(attributeOf(answer.body, 'Connect', 'action'))).not.toHaveProperty(
      'consent',
    );
    expect(calls.sentOf()).not.toHaveProperty('artifactPlan');
    expect(calls.sentOf().variableValues).not.toHaveProperty('recordingConsent');
    expect(container.logEntries.map(({ event }) => event)).not.toContain('recording.decided');
  });

  it.each([
    ['a misspelt word', { by: 'vappi' }],
    ['a rule without a country', { by: 'both', consent: { default: 'none', rules: [{}] } }],
    ['null', null],
    ['a text', 'off'],
  ])('is nobody where the file says something broken: %s', async (_case, recording) => {
    const { answer, container } = await calls.answerCall(FROM.virginia, { tenant: { recording } });

    expect(listVerbs(answer.body)).toEqual(['Connect']);
    expect(calls.sentOf().artifactPlan).toEqual({ recordingEnabled: false });
    expect([container.outcome, world.vapi.postCount]).toEqual(['assistant', 1]);
  });

  it('is nobody where the defaults are broken, but for a tenant with a word of its own', async () => {
    const assistant = { assistantId: world.environment()['VAPI_ASSISTANT_ID'] };
    const tenant = (id: string, number: string, parts: object) => ({
      ...{ id, name: id, numbers: [number], assistant, ...parts },
    });
    const tenantFile = JSON.stringify({
      defaults: { recording: { by: 'everybody' } },
      tenants: [
        tenant('a', '+12025550101', {}),
        tenant('b', '+12025550102', { recording: { by: 'vapi' } }),
      ],
    });
    const container = world.container({ tenantFile });

    await container.invoke(formOf());
    await container.invoke(formOf({ to: '+12025550102' }));

    expect([calls.sentOf(0).artifactPlan, calls.sentOf(1).artifactPlan]).toEqual([
      { recordingEnabled: false },
      { recordingEnabled: true },
    ]);
  });

  it('is told to a squad too', async () => {
    const squadId = '7b9d2f64-1c3e-4f58-8a70-5e6c9d0b1a02';

    const { answer } = await calls.answerCall(FROM.virginia, {
      recording: { by: 'twilio' },
      tenant: { assistant: { squadId } },
    });

    expect(listVerbs(answer.body)).toEqual(RECORDED);
    expect(calls.sentOf(0, 'squadOverrides').artifactPlan).toEqual({ recordingEnabled: false });
  });
});
