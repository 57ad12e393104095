import { paths } from '../../src/twilio/urls';
import { DoorWorld, ENGLISH_OR_SPANISH, ENDS } from './door-world';
import { attributeOf, listVerbs, parametersOf } from './documents';
import { tenantFileOf } from './tenant-file';
import { CANARY_TOKEN, formOf, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let calls: DoorWorld | undefined;
afterEach(() => calls?.stop());
beforeEach(() => {
  calls = undefined;
  world.reset();
});

const NUMBERS = ['1', '2', '3', '4', '5'].map((digit) => `+1202555018${digit}`);

/** All that the front door can ask, of people who are all busy. */
const EVERYTHING = {
  callers: { challenge: 'always' },
  answerFirst: { open: { numbers: NUMBERS, ring: 'in-turn' } },
  languages: ENGLISH_OR_SPANISH,
  disclosure: { default: 'announce' },
  recording: { by: 'vapi', consent: { default: 'ask' } },
};

const containerOf = (path: string, tenant: object) =>
  world.containerOf(`${path.slice(1)}.protected`, { tenantFile: tenantFileOf(tenant) });

describe('the whole front door', () => {
  it('costs eight webhooks at most: a challenge, five people, a menu, a question', async () => {
    const busy = NUMBERS.map((number) => [number, { kind: 'busy' }] as const);
    const network = { people: Object.fromEntries(busy) };
    calls = await DoorWorld.begin(world, EVERYTHING, { network });

    const report = await calls.placeCall({ digits: [calls.theAskedKey, '2', '1'] });

    expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
    expect([calls.requestsTo(paths.frontDoor).length, world.vapi.postCount]).toEqual([8, 1]);
    expect(calls.variables).toMatchObject([
      { ringOutcome: 'busy', callerLanguage: 'es-MX', recordingConsent: 'given' },
    ]);
  });

  it('ends at the assistant where each of its questions stays unanswered', async () => {
    const { callers: _callers, ...tenant } = EVERYTHING;
    calls = await DoorWorld.begin(world, tenant);

    const report = await calls.placeCall({ digits: [] });

    expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
  });
});

describe('an address of the front door', () => {
  it('lets nobody past it who adds its state to a new call', async () => {
    const container = containerOf(paths.incomingCall, EVERYTHING);

    const answer = await container.invoke({
      ...formOf(),
      door: 'in.1_rang.busy_lang.es-MX_ai.1_closed.by-hand',
    });

    expect([container.outcome, world.vapi.postCount]).toEqual(['challenged', 0]);
    expect(answer.body).not.toMatch(/door=|es-MX/);
  });

  it('whose question is damaged leads to the assistant, and asks nothing again', async () => {
    const container = containerOf(paths.frontDoor, EVERYTHING);

    const answer = await container.invoke({ ...formOf(), question: 'menu-', door: 'in.1' });

    expect(listVerbs(answer.body)).toEqual(['Say', 'Connect']);
    expect(world.vapi.postCount).toBe(1);
  });

  it.each(['_', 'at.99999999999_closed.maybe', 'lang.<Hangup/>', 'x'.repeat(5_000), 'in.1_in.2'])(
    'whose state is damaged (%.20s) asks again what it does not know',
    async (door) => {
      const container = containerOf(paths.frontDoor, EVERYTHING);

      const answer = await container.invoke({ ...formOf(), question: 'menu', Digits: '2', door });

      const url = attributeOf(answer.body, listVerbs(answer.body)[0] ?? '', 'action');
      expect(parametersOf(url)).toMatchObject({ question: 'people' });
      expect(url).not.toMatch(/Hangup|x{9}|maybe/);
    },
  );

  it.each<[string, string, number]>([
    ['signed as it is', 'door=in.1&', 200],
    ['signed without the state', '', 403],
    ['signed with another state', 'door=lang.de-DE&', 403],
  ])('with a state is answered where it is %s', async (_case, state, expected) => {
    const local = { SERVICE_SID: '', DOMAIN_NAME: 'localhost:3000' };
    const environment = world.environment(local);
    const container = world.containerOf('front-door.protected', { environment });
    const form = formOf();
    const signed = `http://localhost:3000/front-door?${state}question=menu`;
    const headers = {
      host: 'localhost:3000',
      'x-twilio-signature': Twilio.getExpectedTwilioSignature(CANARY_TOKEN, signed, { ...form }),
    };

    const request = { headers, cookies: {} };
    const { status } = await container.invoke({ ...form, question: 'menu', door: 'in.1', request });

    expect([status, world.vapi.postCount]).toEqual([expected, expected === 200 ? 1 : 0]);
  });
});

describe('copies of a webhook of the front door', () => {
  it.each([
    ['menu', { Digits: '2' }],
    ['people', { DialCallStatus: 'busy', DialBridged: 'false' }],
    ['challenge', { Digits: '7', key: '7' }],
    ['consent', { Digits: '1' }],
  ])('to %s create one call at Vapi where they come at once', async (question, reply) => {
    const tenant = { ...EVERYTHING, answerFirst: undefined, languages: undefined };
    const { recording, ...unrecorded } = tenant;
    const tenantOf = question === 'consent' ? { ...unrecorded, recording } : unrecorded;
    const container = containerOf(paths.frontDoor, tenantOf);
    const form = { ...formOf(), question, door: 'in.1', CallStatus: 'in-progress', ...reply };

    const answers = await Promise.all([container.invoke(form), container.invoke(form)]);

    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(world.vapi.postCount).toBe(1);
  });
});

describe('a plain tenant', () => {
  const PLAIN = {};

  it('pays nothing: no webhook, no request to Sync, no state in any address', async () => {
    calls = await DoorWorld.begin(world, PLAIN);

    const report = await calls.placeCall(ENDS);

    expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
    expect(new Set(calls.asked)).toEqual(
      new Set([paths.incomingCall, paths.assistantEnded, paths.streamStatus, paths.callStatus]),
    );
    expect([calls.network.requests, calls.entriesOf('front_door.decided')]).toEqual([[], []]);
    expect(JSON.stringify(calls.seen)).not.toContain('door');
  });

  it('gets the same TwiML as one whose front door asks nothing, but for the call’s own ids', async () => {
    const twimlOf = async (tenant: object) => {
      const { body } = await containerOf(paths.incomingCall, tenant).invoke(formOf());
      return body.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|CA[0-9a-f]{32}|\d{13}/g, 'ID');
    };
    const open = { callers: { block: ['+1900*'] } };

    const [plain, admitted] = [await twimlOf(PLAIN), await twimlOf(open)];

    expect(admitted.replace(/&amp;door=in\.1|door=in\.1&amp;/, '')).toBe(plain);
    expect([plain.includes('door'), admitted.includes('door=in.1')]).toEqual([false, true]);
  });
});
