import { readFrontDoorTenants } from '../../sandbox/example/front-door-tenants';
import { buildOrganisation } from '../../sandbox/project/sandbox-project';
import type { WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { parseTenantFile } from '../../src/operator-files/parse-tenant-file';
import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import type { TenantFile } from '../../src/tenants/schema';
import { findAnswerProblems, type FunctionAnswer } from './container';
import { attributeOf, listVerbs, parametersOf, wordsOf } from './documents';
import { CANARY_KEY, formOf, World } from './world';

/** The whole tenants of docs/front-door.md, as they are written there. */
const page = readFrontDoorTenants();

/** The year in which the page's tenants are built. */
const BUILT_AT = new Date('2026-11-02T12:00:00Z');

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

/** A key, or how ringing went. */
const presses = (key: string): WebhookForm => ({ Digits: key, CallStatus: 'in-progress' });
const silence: WebhookForm = { CallStatus: 'in-progress' };
const unanswered: WebhookForm = { DialCallStatus: 'no-answer', CallStatus: 'ringing' };
const talked: WebhookForm = {
  DialCallStatus: 'completed',
  DialBridged: 'true',
  CallStatus: 'completed',
};

function build(id: string): TenantFile {
  const { file, problems, warnings } = parseTenantFile(Buffer.from(page.get(id) ?? ''), BUILT_AT);
  expect([...problems, ...warnings]).toEqual([]);
  return file!;
}

interface PageCall {
  readonly at: string;
  readonly from?: string;
  readonly form?: WebhookForm;
  /** What the caller, or those who are rung, do about each answer; `the key` = the one that is named. */
  readonly replies?: readonly (WebhookForm | 'the key')[];
}

/** Calls a tenant of the page, and follows each answer's address. */
async function call(id: string, { at, from, form: more, replies = [] }: PageCall) {
  jest.spyOn(Date, 'now').mockReturnValue(Date.parse(at));
  const file = build(id);
  world.vapi.resources.organisation = { ...buildOrganisation(file), apiKey: CANARY_KEY };
  const options = { tenantFile: JSON.stringify(file), environment: world.environment() };
  const incoming = world.containerOf('incoming-call.protected', options);
  const door = world.containerOf('front-door.protected', options);
  const to = file.tenants[0]!.numbers[0]!;
  const form = { ...formOf(from === undefined ? { to } : { from, to }), ...more };
  const answers: FunctionAnswer[] = [await incoming.invoke(form)];
  for (const reply of replies) {
    const { body } = answers.at(-1)!;
    const action = attributeOf(body, listVerbs(body)[0] ?? '', 'action');
    const key = /\d/.exec(wordsOf(body))?.[0] ?? '';
    const pressed = reply === 'the key' ? presses(key) : reply;
    answers.push(await door.invoke({ ...form, ...parametersOf(action), ...pressed }));
  }
  const outcomes = [incoming.outcome, door.outcome].filter((outcome) => outcome !== undefined);
  return { answers, outcomes, words: answers.map(({ body }) => wordsOf(body)) };
}

/** What Vapi was asked for. */
function asked() {
  const { request } = world.vapi.calls[0] ?? {};
  const overrides = request?.['assistantOverrides'] as { variableValues?: object } | undefined;
  return { assistantId: request?.['assistantId'], ...overrides?.variableValues };
}

const verbsOf = ({ answers }: { readonly answers: readonly FunctionAnswer[] }) =>
  answers.map(({ body }) => listVerbs(body).join());

const assistantOf = (id: string) => build(id).tenants[0]?.assistant.assistantId;

describe('docs/front-door.md', () => {
  it('shows three whole tenants, which the build takes as they stand', () => {
    const checks = [...page.values()].map((text) => checkTenantFile(text).problems);

    expect([...page.keys()]).toEqual(['maple-dental', 'capitol-plumbing', 'lakeside-law']);
    expect(checks).toEqual([[], [], []]);
  });
});

describe('the dental clinic', () => {
  it.each([
    ['on a morning', '2026-11-04T10:00-05:00', 'true'],
    ['after lunch', '2026-11-04T13:00-05:00', 'true'],
    ['on the holiday that it does not keep', '2026-10-12T10:00-04:00', 'true'],
    ["early on New Year's Eve", '2026-12-31T09:00-05:00', 'true'],
  ])('is answered by the assistant %s', async (_when, at, isOpen) => {
    const { answers, outcomes } = await call('maple-dental', { at });

    expect(answers.flatMap(findAnswerProblems)).toEqual([]);
    expect(outcomes).toEqual(['assistant']);
    expect(asked()).toMatchObject({ isOpen, assistantId: assistantOf('maple-dental') });
  });

  it.each([
    ['at lunch', '2026-11-04T12:30-05:00'],
    ['on a Friday afternoon', '2026-11-06T14:00-05:00'],
    ['at Thanksgiving', '2026-11-26T10:00-05:00'],
    ['on Christmas Eve', '2026-12-24T10:00-05:00'],
    ["late on New Year's Eve", '2026-12-31T10:30-05:00'],
  ])('takes a message %s, and Vapi is not asked', async (_when, at) => {
    const { answers, outcomes, words } = await call('maple-dental', { at });

    expect(answers.flatMap(findAnswerProblems)).toEqual([]);
    expect([outcomes, world.vapi.postCount]).toEqual([['closed'], 0]);
    expect(verbsOf({ answers })[0]).toMatch(/^Say,Say,Record/);
    expect(words[0]).toContain('Thank you for calling Maple Street Dental. We are closed');
  });
});

describe('the plumber', () => {
  const DAY = '2026-11-04T10:00-05:00';

  it('has two phones ring by day, and Vapi is not asked if somebody takes the call', async () => {
    const { answers, outcomes } = await call('capitol-plumbing', { at: DAY, replies: [talked] });

    expect(verbsOf({ answers })).toEqual(['Dial', 'Hangup']);
    expect(answers[0]?.body).toMatch(/\+12025550173.*\+12025550174/s);
    expect([outcomes, world.vapi.postCount]).toEqual([['people-rung', 'people-answered'], 0]);
  });

  it('is answered by the assistant by day if nobody takes the call', async () => {
    const { answers } = await call('capitol-plumbing', { at: DAY, replies: [unanswered] });

    expect(verbsOf({ answers })).toEqual(['Dial', 'Connect']);
    expect(asked()).toMatchObject({
      assistantId: assistantOf('capitol-plumbing'),
      isOpen: 'true',
      ringOutcome: 'no-answer',
    });
  });

  it.each([
    ['by night', '2026-11-04T23:00-05:00', 'Thursday'],
    ['on a Sunday', '2026-11-08T10:00-05:00', 'Monday'],
    ['on a Saturday afternoon', '2026-11-07T13:00-05:00', 'Monday'],
  ])('is answered by another assistant %s, and no phone rings', async (_when, at, opensAt) => {
    const { answers, outcomes } = await call('capitol-plumbing', { at });

    expect(outcomes).toEqual(['assistant']);
    expect(verbsOf({ answers })).toEqual(['Connect']);
    expect(asked()).toMatchObject({
      assistantId: '6a1f3c52-7d40-4b8e-9c15-2e0d8b7a4f22',
      isOpen: 'false',
      opensAt: expect.stringContaining(opensAt) as string,
    });
  });

  it('lets the assistant transfer emergencies by night', async () => {
    await call('capitol-plumbing', { at: '2026-11-04T23:00-05:00' });

    expect(JSON.stringify(world.vapi.calls[0]?.request)).toContain('Only emergencies');
  });
});

describe('the law firm', () => {
  const AT = '2026-11-04T10:00-05:00';
  const DISCLOSED =
    'You are talking with the AI assistant of Lakeside Law. We would like to record';

  it('answers in English after silence, tells of the AI and asks about the recording', async () => {
    const { answers, outcomes, words } = await call('lakeside-law', {
      at: AT,
      replies: [silence, presses('1')],
    });

    expect(verbsOf({ answers })).toEqual(['Gather,Redirect', 'Gather,Redirect', 'Connect']);
    expect(words[0]).toBe('For English, press 1. Para español, pulse 2.');
    expect(words[1]).toContain(DISCLOSED);
    expect([outcomes.at(-1), asked()]).toEqual([
      'assistant',
      expect.objectContaining({
        assistantId: assistantOf('lakeside-law'),
        callerLanguage: 'en-US',
        aiDisclosed: 'true',
        recordingConsent: 'given',
      }),
    ]);
  });

  it('answers in Spanish those who choose it, with another assistant', async () => {
    const { answers, words } = await call('lakeside-law', {
      at: AT,
      replies: [presses('2'), presses('2')],
    });

    expect(words[1]).toMatch(
      /^Habla con el asistente de inteligencia artificial de Lakeside Law\./,
    );
    expect(attributeOf(answers[1]!.body, 'Say', 'voice')).toBe('Polly.Mia-Neural');
    expect(asked()).toMatchObject({
      assistantId: '6a1f3c52-7d40-4b8e-9c15-2e0d8b7a4f23',
      callerLanguage: 'es-MX',
      recordingConsent: 'refused',
    });
  });

  it('asks callers with a Mexican number for no language', async () => {
    const form = { FromCountry: 'MX', FromState: '' };
    const { words } = await call('lakeside-law', { at: AT, from: '+525512345678', form });

    expect(words[0]).toMatch(/^Habla con el asistente/);
  });

  it.each([
    ['withhold their number', { from: 'anonymous' }],
    ['are said to lie about it', { form: { StirVerstat: 'TN-Validation-Failed-C' } }],
  ])('lets callers who %s press a key first', async (_what, suspect) => {
    const { answers, words } = await call('lakeside-law', {
      at: AT,
      ...suspect,
      replies: ['the key'],
    });

    expect(answers.flatMap(findAnswerProblems)).toEqual([]);
    expect(words[0]).toMatch(/^To be connected, please press \d\.$/);
    expect(words[1]).toBe('For English, press 1. Para español, pulse 2.');
  });

  it.each(['+12025550199', '+19005550101'])('refuses %s, and Vapi is not asked', async (from) => {
    const { answers, outcomes } = await call('lakeside-law', { at: AT, from });

    expect(verbsOf({ answers })).toEqual(['Reject']);
    expect([outcomes, world.vapi.postCount]).toEqual([['rejected'], 0]);
  });

  it('lets the court through, whatever is said of its number', async () => {
    const form = { StirVerstat: 'TN-Validation-Failed-C' };
    const { outcomes } = await call('lakeside-law', { at: AT, from: '+12025550150', form });

    expect(outcomes).toEqual(['language-asked']);
  });
});
