import { namedFaults } from '../../sandbox/vapi/faults';
import { spanish } from '../../src/speech/languages/spanish';
import { DoorWorld, ENGLISH_OR_SPANISH, ENDS, MEXICO, TRANSFER } from './door-world';
import { COLLEAGUE, PERSON } from './tenant-file';
import { readOverrides } from './transfer-world';
import { CALLER, status, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let calls: DoorWorld;
afterEach(() => calls.stop());

const begin = async (tenant: object = {}, options: object = {}) =>
  (calls = await DoorWorld.begin(world, { languages: ENGLISH_OR_SPANISH, ...tenant }, options));

const languages = () => calls.variables.map(({ callerLanguage }) => callerLanguage);

/** The caller chooses Spanish, and presses these keys then. */
const inSpanish = (...keys: readonly string[]) => ({ digits: ['2', ...keys] });

/** Our own sentence, without the parts that depend on the call. */
const beginningOf = (sentence: string) => new RegExp(`^${/^[^[{]*/.exec(sentence)?.[0]}`);

describe('the language menu', () => {
  it.each([
    ['key 2', '2', 'es-MX'],
    ['key 1', '1', 'en-US'],
    ['silence', '', 'en-US'],
    ['a key that is not in it', '9', 'en-US'],
    ['key 0', '0', 'en-US'],
    ['the star', '*', 'en-US'],
  ])('gives %s a language', async (_case, key, language) => {
    await begin();

    const report = await calls.placeCall({ digits: [key] });

    expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
    expect(report.heard.slice(0, 2)).toEqual(['For English, press 1.', 'Para español, pulse 2.']);
    expect([languages(), world.vapi.postCount]).toEqual([[language], 1]);
  });

  it('is not heard by callers from a country with a rule', async () => {
    await begin();

    const report = await calls.placeCall({ origin: MEXICO });

    expect(report.heard).not.toContain('For English, press 1.');
    expect([languages(), calls.requestsTo('/front-door')]).toEqual([['es-MX'], []]);
  });

  it('asks Vapi nothing for a caller who hangs up at it', async () => {
    await begin();

    const report = await calls.placeCall({ digits: ['hangup'] });

    expect([report.problems, world.vapi.postCount]).toEqual([[], 0]);
  });
});

describe('the language that a caller chose is spoken', () => {
  it('by the fallback and its voicemail', async () => {
    await begin({ voicemail: {} });
    world.vapi.standingFault = status(503);

    const report = await calls.placeCall({
      ...inSpanish(),
      message: { seconds: 4, presses: '#' },
    });

    expect(report.problems).toEqual([]);
    expect(report.heard.slice(2)).toEqual([
      expect.stringMatching(beginningOf(spanish.unavailableNow)),
      spanish.leaveMessage,
      spanish.messageReceived,
    ]);
  });

  it('by the fallback after people who were rung', async () => {
    const fallback = [{ step: 'dial', numbers: [PERSON] }];
    await begin({ fallback }, { network: { people: { [PERSON]: { kind: 'busy' } } } });
    world.vapi.standingFault = status(503);

    const report = await calls.placeCall(inSpanish());

    expect(report.heard.at(-1)).toMatch(beginningOf(spanish.unavailable));
  });

  it('by the question whether the call may be recorded', async () => {
    await begin({ recording: { by: 'vapi', consent: { default: 'ask' } } });

    const report = await calls.placeCall(inSpanish('1'));

    expect(report.heard[2]).toBe(spanish.recordingQuestion);
    expect(calls.variables).toMatchObject([{ callerLanguage: 'es-MX', recordingConsent: 'given' }]);
  });

  it('by the queue, and still holds where the caller gets a slot', async () => {
    await begin({ queue: {} });
    calls.fillAtFirst();

    const report = await calls.placeCall(inSpanish());

    expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
    expect(report.heard[2]).toMatch(beginningOf(spanish.queueWelcome));
    expect(languages()).toEqual(['es-MX']);
    const moved = calls.requestsTo('/queue/left').find(({ url }) => url.includes('exit='));
    const [ended] = calls.requestsTo('/assistant/ended');
    for (const request of [moved, ended]) expect(request?.url).toContain('door=lang.es-MX');
  });

  it('after the stream broke', async () => {
    await begin();
    world.vapi.nextFaults.push({ kind: 'stream', assistant: 'talk', breakAfterMs: 1_000 });
    world.vapi.nextFaults.push(status(503), status(503));

    const report = await calls.placeCall(inSpanish());

    expect(report.problems).toEqual([]);
    expect(report.heard.at(-1)).toMatch(beginningOf(spanish.unavailable));
  });

  it('after a stream broke and the assistant came again', async () => {
    await begin();
    world.vapi.nextFaults.push({ kind: 'stream', assistant: 'talk', breakAfterMs: 1_000 });

    const report = await calls.placeCall(inSpanish());

    expect(report.reached).toEqual(['assistant', 'assistant']);
    expect(languages()).toEqual(['es-MX', 'es-MX']);
  });
});

describe('a caller who chose Spanish and was transferred', () => {
  const accepts = { kind: 'answers', presses: ['1'], talksMs: 3_000 } as const;
  const absent = { kind: 'no-answer' } as const;
  const inTurn = { destinations: [{ ...TRANSFER.destinations[0], ring: 'in-turn' }] };

  it.each<[string, object, object, string]>([
    ['after a talk', TRANSFER, { [PERSON]: accepts, [COLLEAGUE]: absent }, spanish.backAfterTalk],
    [
      'after a talk in the second round',
      inTurn,
      { [PERSON]: { kind: 'busy' }, [COLLEAGUE]: accepts },
      spanish.backAfterTalk,
    ],
    [
      'where nobody answers',
      inTurn,
      { [PERSON]: absent, [COLLEAGUE]: { kind: 'declines' } },
      spanish.backUnanswered,
    ],
  ])('comes back %s to Spanish words', async (_case, transfer, people, words) => {
    await begin({ transfer }, { network: { people } });
    const caller = await calls.beginTalk(inSpanish());

    await calls.callTool(caller);
    const report = await calls.finish(caller);

    const returned = world.vapi.calls[1]?.request ?? {};
    expect(report.problems).toEqual([]);
    expect(readOverrides(returned).firstMessage).toBe(words);
    expect(languages()).toEqual(['es-MX', 'es-MX']);
    expect(report.reached.at(-1)).toBe('assistant');
  });

  it('hears the Spanish fallback where Vapi is down then', async () => {
    await begin({ transfer: TRANSFER }, { network: { people: { [PERSON]: absent } } });
    const caller = await calls.beginTalk(inSpanish());
    world.vapi.standingFault = status(503);

    await calls.callTool(caller);
    const report = await calls.finish(caller);

    expect(report.problems).toEqual([]);
    expect(report.heard.at(-1)).toMatch(beginningOf(spanish.unavailable));
  });
});

describe('a caller who chose Spanish and a callback', () => {
  it('is called back in Spanish, and Sync keeps the language with the request', async () => {
    const people = { [CALLER]: { kind: 'answers', presses: ['1'] } };
    await begin({ queue: { offers: ['callback'] } }, { network: { people } });
    world.vapi.standingFault = namedFaults['full'];
    await calls.placeCall({ ...ENDS, ...inSpanish('2') });
    const kept = calls.network.sync.items.map(({ data }) => data);
    world.vapi.standingFault = undefined;

    world.vapi.talkMs = 60_000;
    await calls.placeCall({ ...ENDS, from: '+12025550199', digits: ['1'] });
    await calls.network.settle();
    world.vapi.talkMs = undefined;

    expect(kept).toContainEqual(expect.objectContaining({ door: 'lang.es-MX' }));
    const [asked] = calls.requestsTo('/queue/callback');
    expect(asked?.body).toContain('language="es-MX"');
    expect(languages().at(-1)).toBe('es-MX');
  });
});
