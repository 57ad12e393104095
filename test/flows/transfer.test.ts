import { COLLEAGUE, PERSON } from './tenant-file';
import {
  outcomesOf,
  readOverrides,
  SUMMARY,
  THIRD,
  type TransferOptions,
  TransferWorld,
} from './transfer-world';
import { World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let transfers: TransferWorld;
afterEach(() => transfers.stop());

const start = async (options?: TransferOptions) =>
  (transfers = await TransferWorld.start(world, options));

const ACCEPTS = { kind: 'answers', presses: ['1'], talksMs: 3_000 } as const;
const NO_ANSWER = { kind: 'no-answer' } as const;

describe('a transfer to a person', () => {
  it('rings people, lets the first who accepts talk with the caller, and comes back', async () => {
    await start({
      destination: { ringSeconds: 60 },
      network: { people: { [PERSON]: ACCEPTS, [COLLEAGUE]: NO_ANSWER } },
    });
    const caller = await transfers.beginTalk();

    const answer = await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    expect(answer).toMatchObject({ status: 200, isError: false });
    expect(answer.text).toMatch(/connected/);
    expect(report.problems).toEqual([]);
    expect(outcomesOf(report)).toEqual({ [PERSON]: 'bridged', [COLLEAGUE]: 'canceled' });
    expect(report.reached).toEqual(['assistant', 'person', 'assistant']);
    expect(report.people.find(({ number }) => number === PERSON)?.heard).toEqual([
      `Call for Riverside Dental from a number ending in 4 3. ${SUMMARY}. Press 1 to take it, 2 to decline.`,
    ]);
    expect(world.vapi.postCount).toBe(2);
    const { variableValues, firstMessage } = readOverrides(transfers.vapiCallOf(caller).request);
    expect(variableValues).toMatchObject({
      transferOutcome: 'accepted',
      transferDestination: 'front-desk',
      transferSummary: SUMMARY,
    });
    expect(firstMessage).toMatch(/^I am back/);
  });

  it('ends each leg that may be left once, and finds nothing wrong with one that is over', async () => {
    await start({
      destination: { ringSeconds: 60 },
      network: { people: { [PERSON]: ACCEPTS, [COLLEAGUE]: NO_ANSWER } },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    await transfers.finish(caller);

    const ends = transfers.network.requests.filter(({ form }) => form['Status'] === 'completed');
    // The second person's when the first has accepted; both, once the caller has left the conference.
    expect(ends.map(({ status }) => status)).toEqual([200, 400, 400]);
    const events = transfers.logEntries.map(({ event }) => event);
    expect(events).not.toContain('transfer.leg_not_ended');
  });

  it('logs each leg that Twilio does not end', async () => {
    await start();
    const caller = await transfers.beginTalk();
    const down = { status: 500, code: 20500, message: 'down' };
    transfers.network.failAlways('POST Calls/{sid}', down);

    await transfers.callTool(caller);

    const events = transfers.logEntries.map(({ event }) => event);
    expect(events.filter((event) => event === 'transfer.leg_not_ended')).toHaveLength(2);
    caller.interrupt('hangup');
    await transfers.finish(caller);
  });

  it('asks nothing of Vapi when the stream ends for the transfer', async () => {
    await start({ network: { people: { [PERSON]: { ...ACCEPTS, delayMs: 9_000 } } } });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    const asked = transfers.requestsTo('/assistant/ended').map(({ url }) => /again=1/.test(url));
    expect(asked).toEqual([false, false, true]);
    expect(outcomesOf(report)[PERSON]).toBe('bridged');
    expect(world.vapi.postCount).toBe(2);
    expect(transfers.logEntries.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it.each([
    ['assistant', 2, ''],
    ['fallback', 1, "We can't take your call"],
    ['hangup', 1, 'We have to end the call'],
  ])('continues with %s after a talk', async (afterTalk, posts, words) => {
    await start({ transfer: { afterTalk } });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    expect(report.people).toContainEqual(expect.objectContaining({ outcome: 'bridged' }));
    expect(world.vapi.postCount).toBe(posts);
    expect(report.heard.at(-1)).toContain(words);
  });

  it.each([
    ['assistant', 2, ''],
    ['fallback', 1, "We can't take your call"],
    ['hangup', 1, "We can't take your call"],
  ])('continues with %s when nobody takes the call', async (onFailure, posts, words) => {
    await start({
      transfer: { onFailure },
      network: { people: { [PERSON]: { kind: 'busy' }, [COLLEAGUE]: { kind: 'busy' } } },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    expect(outcomesOf(report)).toEqual({ [PERSON]: 'busy', [COLLEAGUE]: 'busy' });
    expect(world.vapi.postCount).toBe(posts);
    expect(report.heard.at(-1)).toContain(words);
  });

  it.each([
    ['declined', { kind: 'answers', presses: ['2'] }],
    ['declined', { kind: 'declines' }],
    ['busy', { kind: 'busy' }],
    ['no-answer', { kind: 'no-answer' }],
    ['machine', { kind: 'machine' }],
    ['failed', { kind: 'failed' }],
  ] as const)('tells the assistant of %s by %j', async (outcome, person) => {
    await start({
      destination: { numbers: [PERSON] },
      network: { people: { [PERSON]: person } },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    const { variableValues, firstMessage } = readOverrides(transfers.vapiCallOf(caller).request);
    expect(variableValues).toMatchObject({ transferOutcome: outcome, transferSummary: SUMMARY });
    expect(firstMessage).toMatch(/nobody could take your call/);
    expect(outcomesOf(report)[PERSON]).not.toBe('bridged');
    expect(world.vapi.postCount).toBe(2);
    expect(report.problems).toEqual([]);
  });

  it('rings the second person in turn after the first', async () => {
    await start({
      destination: { ring: 'in-turn' },
      network: { people: { [PERSON]: { kind: 'busy' }, [COLLEAGUE]: ACCEPTS } },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    expect(outcomesOf(report)).toEqual({ [PERSON]: 'busy', [COLLEAGUE]: 'bridged' });
    expect([transfers.legsTo(PERSON), transfers.legsTo(COLLEAGUE)]).toEqual([1, 1]);
    expect(world.vapi.postCount).toBe(2);
  });

  it('comes back to the assistant after the last in turn', async () => {
    await start({
      destination: { ring: 'in-turn', numbers: [PERSON, COLLEAGUE, THIRD] },
      network: {
        people: {
          [PERSON]: NO_ANSWER,
          [COLLEAGUE]: { kind: 'answers', presses: ['2'] },
          [THIRD]: { kind: 'busy' },
        },
      },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    await transfers.finish(caller);

    expect([PERSON, COLLEAGUE, THIRD].map((number) => transfers.legsTo(number))).toEqual([1, 1, 1]);
    expect(readOverrides(transfers.vapiCallOf(caller).request).variableValues).toMatchObject({
      transferOutcome: 'busy',
    });
    expect(world.vapi.postCount).toBe(2);
  });

  it('ends in the fallback where no slot is free at Vapi', async () => {
    await start({ network: { people: { [PERSON]: { kind: 'busy' } } } });
    const caller = await transfers.beginTalk();
    world.vapi.standingFault = {
      kind: 'status',
      status: 400,
      body: '{"message":"Over Concurrency Limit.","error":"Bad Request","statusCode":400}',
    };

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    expect(report.heard.at(-1)).toContain("We can't take your call");
  });

  it('never lets two callers of one tenant meet', async () => {
    await start({
      destination: { numbers: [PERSON] },
      transfer: {
        destinations: [PERSON, COLLEAGUE].map((number, index) => ({
          key: `desk-${index}`,
          description: 'A desk',
          numbers: [number],
          ringSeconds: 10,
        })),
        afterTalk: 'hangup',
      },
      network: { people: { [PERSON]: ACCEPTS, [COLLEAGUE]: ACCEPTS } },
    });
    const callers = [
      await transfers.beginTalk(),
      await transfers.beginTalk({ from: '+12025550144' }),
    ];

    // Some providers of models count tool calls from 0 in each conversation.
    const answers = await Promise.all(
      callers.map((caller, index) =>
        transfers.callTool(caller, { id: 'call_0', arguments: { destination: `desk-${index}` } }),
      ),
    );
    const reports = await Promise.all(callers.map((caller) => transfers.finish(caller)));

    expect(answers.map(({ isError }) => isError)).toEqual([false, false]);
    expect(reports.map(outcomesOf)).toEqual([{ [PERSON]: 'bridged' }, { [COLLEAGUE]: 'bridged' }]);
    const names = transfers.network.conferences.map(({ friendlyName }) => friendlyName);
    expect(new Set(names).size).toBe(2);
    expect(names).toHaveLength(2);
  });

  it('rings three people together where one call starts in a second', async () => {
    await start({
      destination: { numbers: [PERSON, COLLEAGUE, THIRD], ringSeconds: 5 },
      network: {
        callsPerSecond: 1,
        people: { [PERSON]: NO_ANSWER, [COLLEAGUE]: NO_ANSWER, [THIRD]: ACCEPTS },
      },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    expect(outcomesOf(report)).toMatchObject({ [THIRD]: 'bridged' });
    expect(world.vapi.postCount).toBe(2);
  });
});
