import type { Person } from '../../../sandbox/twilio/voice/person';
import { PERSON, startCallWorld, type CallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

const DIAL = `<Dial answerOnBridge="true" timeout="15" action="/done"><Number url="/screen">${PERSON}</Number></Dial>`;

/** Rings a person, who is asked for a key first, before anything has answered the call. */
const start = (first = DIAL) =>
  startCallWorld({
    '/start': first,
    '/screen': '<Gather numDigits="1" action="/key"><Say>A call</Say></Gather><Hangup/>',
    '/key': ({ parameters }) => (parameters['Digits'] === '1' ? '' : '<Hangup/>'),
    '/done': ({ parameters }) =>
      parameters['DialBridged'] === 'true' ? '<Hangup/>' : '<Say>The assistant</Say>',
    '/status': { status: 204 },
  });

const call = (person: Person, options = {}) =>
  world.call({
    people: { [PERSON]: person },
    statusCallbackUrl: `${world.url}/status`,
    ...options,
  });
const heardOf = ({ timeline }: Awaited<ReturnType<typeof call>>) =>
  timeline.entries.filter(({ actor }) => actor === 'heard').map(({ text }) => text);

describe('Dial with answerOnBridge', () => {
  it('answers the call when a person has taken it, not before', async () => {
    world = await start();

    const report = await call({ kind: 'answers', delayMs: 4_000, presses: ['1'], talksMs: 60_000 });

    const seen = world.seen.map(({ target, parameters }) => [target, parameters['CallStatus']]);
    expect(seen).toEqual([
      ['/start', 'ringing'],
      ['/screen', 'in-progress'],
      ['/key', 'in-progress'],
      ['/done', 'in-progress'],
      ['/status', 'completed'],
    ]);
    expect(heardOf(report)).toEqual(['[ringing] 4 s', '[person] answers']);
    expect(report).toMatchObject({ status: 'completed', billedSeconds: 60, problems: [] });
  });

  it.each([
    [{ kind: 'no-answer' }, 'no-answer', '[ringing] 15 s'],
    [{ kind: 'busy' }, 'busy', '[ringing] 1 s'],
    [{ kind: 'failed', delayMs: 2_000 }, 'failed', '[ringing] 2 s'],
    [{ kind: 'canceled' }, 'canceled', '[ringing] 1 s'],
    [{ kind: 'declines', delayMs: 3_000 }, 'no-answer', '[ringing] 3 s'],
    [{ kind: 'answers', presses: ['2'] }, 'no-answer', '[ringing] 1 s'],
    // Presses nothing: hung up on after the five seconds that the question waits.
    [{ kind: 'machine', delayMs: 5_000 }, 'no-answer', '[ringing] 10 s'],
  ] as const)('leaves it unanswered until the next verb: %j', async (person, outcome, ringing) => {
    world = await start();

    const report = await call(person);

    expect(world.requestsTo('/done')[0]?.parameters).toMatchObject({
      CallStatus: 'ringing',
      DialCallStatus: outcome,
      DialBridged: 'false',
    });
    expect(heardOf(report)).toEqual([ringing, '[en-US] The assistant']);
    expect(report).toMatchObject({ status: 'completed', billedSeconds: 1, problems: [] });
  });

  it.each(['completed-unbridged', 'completed'] as const)(
    'reports a person who declined as %s, where Twilio does',
    async (declinedDial) => {
      world = await start();

      await call({ kind: 'declines' }, { declinedDial });

      const { DialCallStatus, DialBridged } = world.requestsTo('/done')[0]?.parameters ?? {};
      expect(DialCallStatus).toBe('completed');
      expect(DialBridged).toBe(declinedDial === 'completed' ? undefined : 'false');
    },
  );

  it.each([undefined, 'no-answer', 'canceled'] as const)(
    'is over unanswered when the caller hangs up while it rings: %s',
    async (unansweredCall) => {
      world = await start();

      const branch = unansweredCall === undefined ? {} : { unansweredCall };
      const report = await call({ kind: 'no-answer' }, { hangsUpWhileRingingMs: 7_000, ...branch });

      const status = unansweredCall ?? 'no-answer';
      expect(world.requestsTo('/done')[0]?.parameters).toMatchObject({ CallStatus: status });
      expect(world.requestsTo('/status')[0]?.parameters).toMatchObject({
        CallStatus: status,
        CallDuration: '0',
      });
      expect(heardOf(report)).toEqual(['[ringing] 7 s']);
      expect(report).toMatchObject({ status, billedSeconds: 0, problems: [] });
    },
  );

  it('is of no use after a verb that has answered', async () => {
    world = await start(`<Say>One moment</Say>${DIAL}`);

    const report = await call({ kind: 'no-answer' });

    expect(world.requestsTo('/done')[0]?.parameters['CallStatus']).toBe('in-progress');
    expect(report.billedSeconds).toBe(15);
  });

  it('says that the caller heard silence when nothing follows', async () => {
    world = await start(DIAL.replace(' action="/done"', ''));

    const report = await call({ kind: 'no-answer' });

    expect(report).toMatchObject({ status: 'no-answer', billedSeconds: 0 });
    expect(report.problems).toEqual(['the caller heard nothing but silence']);
  });
});
