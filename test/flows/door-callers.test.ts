import type { EarlyKeys } from '../../sandbox/twilio/voice/call-options';
import { DoorWorld, ENDS } from './door-world';
import { CALLER, World } from './world';

const OTHER = '+12025550199';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let calls: DoorWorld;
afterEach(() => calls.stop());

const begin = async (callers: object, options = {}, tenant = {}) =>
  (calls = await DoorWorld.begin(world, { callers, ...tenant }, options));

const syncRequests = () => calls.network.requests.filter(({ path }) => path.includes('/Maps'));

describe('a caller who is challenged', () => {
  it.each<[string, () => readonly (string | EarlyKeys)[], readonly string[], number]>([
    ['presses the key', () => [calls.theAskedKey], ['assistant'], 1],
    ['presses another key', () => ['1'], [], 0],
    ['presses nothing', () => [''], [], 0],
    ['hangs up', () => ['hangup'], [], 0],
  ])('and %s gets the assistant or a sentence', async (_case, digits, reached, posts) => {
    await begin({ challenge: 'always' });

    const report = await calls.placeCall({ digits: digits() });

    expect(report.problems).toEqual([]);
    expect(report.heard[0]).toMatch(/^To be connected, please press [2-9]\.$/);
    expect([report.reached, world.vapi.postCount]).toEqual([reached, posts]);
  });

  it('and fails may leave a message where the tenant says so', async () => {
    await begin({ challenge: 'always', onBlocked: 'voicemail' }, {}, { voicemail: {} });

    const report = await calls.placeCall({ digits: ['1'], message: { seconds: 4, presses: '#' } });

    expect(report.problems).toEqual([]);
    expect([report.reached, world.vapi.postCount]).toEqual([['voicemail'], 0]);
  });

  it('and passes is not challenged again, whatever comes before the assistant', async () => {
    const languages = { menu: [{ language: 'en-US' }, { language: 'de-DE' }] };
    await begin({ challenge: 'always' }, {}, { languages });

    const report = await calls.placeCall({ digits: [calls.theAskedKey, '2'] });

    expect(report.problems).toEqual([]);
    expect(report.reached).toEqual(['assistant']);
    expect(report.heard.filter((words) => /^To be connected/.test(words))).toHaveLength(1);
  });
});

describe('a blocked caller', () => {
  it.each<[string, object]>([
    ['number', { block: [CALLER] }],
    ['beginning of a number', { block: ['+1202*'] }],
    ['country', { countries: { block: ['US'] } }],
  ])('by %s is refused unanswered, and nothing is billed', async (_case, callers) => {
    await begin(callers);

    const report = await calls.placeCall();

    expect([report.problems, report.heard, report.billedSeconds]).toEqual([[], [], 0]);
    expect([calls.asked, world.vapi.postCount]).toEqual([['/incoming-call'], 0]);
  });

  it.each([
    ['busy', [], [], 0],
    ['message', ["We can't take this call. Goodbye."], [], 1],
    ['voicemail', [expect.stringMatching(/leave a message/), expect.anything()], ['voicemail'], 1],
  ])('gets %s where onBlocked says so', async (onBlocked, heard, reached, answered) => {
    await begin({ block: [CALLER], onBlocked }, {}, { voicemail: {} });

    const report = await calls.placeCall({ message: { seconds: 4, presses: '#' } });

    expect(report.problems).toEqual([]);
    expect([report.heard, report.reached]).toEqual([heard, reached]);
    expect([Math.min(report.billedSeconds, 1), world.vapi.postCount]).toEqual([answered, 0]);
  });

  it.each<[string, object, object]>([
    ['withholds the number', { anonymous: 'block' }, { from: 'anonymous' }],
    [
      'has no right to the number',
      { verification: 'block' },
      { stirVerstat: 'TN-Validation-Failed-C' },
    ],
    ['is abroad', { countries: { allow: ['CA'] } }, {}],
  ])('is one who %s', async (_case, callers, parts) => {
    await begin(callers);

    const report = await calls.placeCall(parts);

    expect([report.heard, report.billedSeconds, world.vapi.postCount]).toEqual([[], 0, 0]);
  });

  it('is nobody whom the tenant allows, and whose number is not withheld', async () => {
    await begin({ allow: [CALLER], block: ['+1*'], challenge: 'always', anonymous: 'block' });

    const report = await calls.placeCall();

    expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
  });
});

describe('the limits of a caller', () => {
  it.each(['perCallerHour', 'perCallerDay'])('%s refuse the third call of two', async (name) => {
    await begin({ limits: { [name]: 2 } });
    // No hour and no day ends in between.
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 30, 9, 30));

    const reached = [];
    for (const from of [CALLER, CALLER, CALLER, OTHER]) {
      reached.push((await calls.placeCall({ from })).reached);
    }

    expect(reached).toEqual([['assistant'], ['assistant'], [], ['assistant']]);
    expect(calls.entriesOf('front_door.uncounted')).toEqual([]);
  });

  it('leave no number in Sync', async () => {
    await begin({ limits: { perCallerHour: 5, perCallerDay: 5, atOnce: 5 } });

    await calls.placeCall();

    const stored = JSON.stringify([calls.network.sync.items, syncRequests()]);
    expect(syncRequests().length).toBeGreaterThan(3);
    expect(stored).not.toContain(CALLER.slice(1));
  });

  it('count neither who is allowed, nor who is refused for another reason', async () => {
    const limits = { perCallerHour: 5, atOnce: 5 };
    await begin({ allow: [CALLER], block: [OTHER], anonymous: 'block', limits });

    for (const from of [CALLER, OTHER, 'anonymous']) await calls.placeCall({ from });

    expect([syncRequests(), world.vapi.postCount]).toEqual([[], 1]);
  });

  it('refuse a call too many at once, until another is over', async () => {
    await begin({ limits: { atOnce: 1 } });
    const talking = await calls.beginTalk(ENDS);
    const second = await calls.placeCall({ from: OTHER, ...ENDS });

    await calls.finish(talking);
    const third = await calls.placeCall({ from: OTHER, ...ENDS });

    expect([second.reached, third.reached]).toEqual([[], ['assistant']]);
  });

  it.each<[string, Parameters<DoorWorld['network']['failAlways']>[1]]>([
    ['is down', { status: 503, code: 20503, message: 'no' }],
    ['breaks connections', 'reset'],
    ['never answers', 'hang'],
  ])('refuse nobody while Sync %s', async (_case, failure) => {
    await begin({ limits: { perCallerHour: 1, perCallerDay: 1, atOnce: 1 } });
    for (const route of ['GET Sync/Maps/{map}/Items/{key}', 'POST Sync/Maps/{map}/Items']) {
      calls.network.failAlways(route, failure);
    }

    const reports = [await calls.placeCall(), await calls.placeCall()];
    calls.network.clearFailures();

    expect(reports.map(({ reached }) => reached)).toEqual([['assistant'], ['assistant']]);
    expect(calls.entriesOf('front_door.uncounted')).toHaveLength(6);
  });

  it('keep a caller waiting for one slow answer of Sync, and not for each', async () => {
    await begin({ limits: { perCallerHour: 1 } }, { network: { latencyMs: 600 } });

    const report = await calls.placeCall();

    expect(report.reached).toEqual(['assistant']);
    expect(calls.entriesOf('front_door.uncounted')).toEqual([
      expect.objectContaining({ error: expect.stringMatching(/deadline/i) as string }),
    ]);
  });
});
