import type { Person } from '../../sandbox/twilio/voice/person';
import { DoorWorld } from './door-world';
import { COLLEAGUE, PERSON } from './tenant-file';
import { World } from './world';

const ACCEPTS: Person = { kind: 'answers', presses: ['1'], talksMs: 3_000 };
const BUSY: Person = { kind: 'busy' };
const ABSENT: Person = { kind: 'no-answer' };

/** An assistant of the example's that is not the tenant's. */
const EVENING = 'c4a1e8d2-9b07-4d3c-b6f5-2e8a7c9d4b03';
const CLOSED = { environment: { SWITCHBOARD_CLOSED: 'riverside-dental' } };
const numbers = [PERSON, COLLEAGUE];

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let calls: DoorWorld;
afterEach(() => calls.stop());

type People = Readonly<Record<string, Person>>;

const begin = async (tenant: object, people: People = {}, options: object = {}) =>
  (calls = await DoorWorld.begin(world, tenant, { network: { people }, ...options }));

const ringOutcomes = () => calls.variables.map(({ ringOutcome }) => ringOutcome);

describe.each(['together', 'in-turn'])('people who are rung %s before the assistant', (ring) => {
  const answerFirst = { open: { numbers, ring } };

  it.each<[string, People]>([
    ['the first', { [PERSON]: ACCEPTS, [COLLEAGUE]: ABSENT }],
    ['the second', { [PERSON]: BUSY, [COLLEAGUE]: ACCEPTS }],
  ])('take the call, %s of them, and Vapi is not asked', async (_case, people) => {
    await begin({ answerFirst }, people);

    const report = await calls.placeCall();

    expect(report.problems).toEqual([]);
    expect([report.reached, report.heard, world.vapi.postCount]).toEqual([['person'], [], 0]);
  });

  it.each<[Exclude<Person['kind'], 'live'>, string]>([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['machine', 'no-answer'],
    ['silent', 'no-answer'],
    ['declines', 'no-answer'],
  ])('leave the caller to the assistant where both are: %s', async (kind, ringOutcome) => {
    await begin({ answerFirst }, { [PERSON]: { kind }, [COLLEAGUE]: { kind } });

    const report = await calls.placeCall();

    expect(report.problems).toEqual([]);
    expect([report.reached, ringOutcomes()]).toEqual([['assistant'], [ringOutcome]]);
  });

  it('are rung no longer once the caller has hung up', async () => {
    await begin({ answerFirst }, { [PERSON]: ABSENT, [COLLEAGUE]: ABSENT });

    const report = await calls.placeCall({ hangsUpWhileRingingMs: 3_000 });

    expect([report.problems, report.reached, report.billedSeconds]).toEqual([[], [], 0]);
    expect([calls.asked.filter((path) => path === '/front-door'), world.vapi.postCount]).toEqual([
      ['/front-door'],
      0,
    ]);
  });
});

describe('people first', () => {
  const answerFirst = { open: { numbers: [PERSON] } };

  it.each(['no-answer', 'completed-unbridged', 'completed'] as const)(
    'decline, which Twilio calls %s, and the assistant answers once',
    async (declinedDial) => {
      await begin({ answerFirst }, { [PERSON]: { kind: 'declines' } });

      const report = await calls.placeCall({ declinedDial });

      expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
      expect(ringOutcomes()).toEqual([declinedDial === 'no-answer' ? declinedDial : 'declined']);
    },
  );

  it('are connected at once without screening, a mailbox as well', async () => {
    const unscreened = { open: { numbers: [PERSON], screen: 'none' } };
    await begin({ answerFirst: unscreened }, { [PERSON]: { kind: 'machine' } });

    const report = await calls.placeCall();

    expect([report.problems, report.reached, world.vapi.postCount]).toEqual([[], ['machine'], 0]);
  });

  it('who are none that may be rung leave the caller to the assistant', async () => {
    await begin({ answerFirst: { open: { numbers: ['+12025550143'] } } });

    const report = await calls.placeCall();

    expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
    expect([ringOutcomes(), report.people]).toEqual([['failed'], []]);
  });

  it('are others while the business is closed', async () => {
    const both = { ...answerFirst, closed: { numbers: [COLLEAGUE] } };
    await begin({ answerFirst: both }, { [PERSON]: ACCEPTS, [COLLEAGUE]: ACCEPTS }, CLOSED);

    const report = await calls.placeCall();

    expect(report.people.map(({ number }) => number)).toEqual([COLLEAGUE]);
  });

  it('and the fallback after them leave nobody in silence while Vapi is down', async () => {
    await begin({ answerFirst, voicemail: {} }, { [PERSON]: BUSY });
    world.vapi.standingFault = { kind: 'status', status: 503 };

    const report = await calls.placeCall({ message: { seconds: 4, presses: '#' } });

    expect([report.problems, report.reached]).toEqual([[], ['voicemail']]);
  });
});

describe('a business that is closed', () => {
  const chain = [
    { step: 'say', text: 'We are closed.' },
    { step: 'dial', numbers, ring: 'in-turn' },
    { step: 'voicemail' },
  ];
  const normal = [
    { step: 'say', text: 'All lines are busy.' },
    { step: 'dial', numbers },
  ];

  it('is answered by its other assistant, which is told why', async () => {
    await begin({ whenClosed: { assistant: { assistantId: EVENING } } }, {}, CLOSED);

    const report = await calls.placeCall();

    expect(report.reached).toEqual(['assistant']);
    expect(world.vapi.calls.map(({ request }) => request['assistantId'])).toEqual([EVENING]);
    expect(calls.variables).toMatchObject([{ isOpen: 'false', closedReason: 'by-hand' }]);
  });

  it('is answered by its usual assistant while it is open', async () => {
    await begin({ whenClosed: { assistant: { assistantId: EVENING } } });

    await calls.placeCall();

    expect(world.vapi.calls.map(({ request }) => request['assistantId'])).not.toEqual([EVENING]);
    expect(world.vapi.postCount).toBe(1);
  });

  it('rings the people of its own chain to the end, and not those of the usual one', async () => {
    const people = { [PERSON]: BUSY, [COLLEAGUE]: BUSY };
    await begin(
      { whenClosed: { fallback: chain }, fallback: normal, voicemail: {} },
      people,
      CLOSED,
    );

    const report = await calls.placeCall({ message: { seconds: 4, presses: '#' } });

    expect([report.problems, report.reached]).toEqual([[], ['voicemail']]);
    expect([report.heard[0], world.vapi.postCount]).toEqual(['We are closed.', 0]);
    expect(calls.asked.filter((path) => path === '/fallback')).toHaveLength(2);
    expect(report.heard).not.toContain('All lines are busy.');
  });

  it('stays so for a call that came in before somebody opened it', async () => {
    await begin({ whenClosed: { fallback: chain }, fallback: normal, voicemail: {} }, {}, CLOSED);
    const at = (path: string) => new URL(path, 'https://switchboard-1234.twil.io').searchParams;

    await calls.placeCall();

    const [afterRinging] = calls.requestsTo('/fallback');
    expect(at(afterRinging?.url ?? '').get('door')).toMatch(/^at\.\d+_closed\.by-hand$/);
  });
});
