import { namedFaults } from '../../sandbox/vapi/faults';
import type { CallRecord } from '../../src/call-record/call-record';
import { RecordWorld } from './record-world';
import { COLLEAGUE, PERSON } from './tenant-file';
import { CALLER, RIVERSIDE, status, World } from './world';

const world = new World();
beforeAll(() => world.start({ noStreamAfterMs: 30_000 }));
afterAll(() => world.vapi.stop());

let calls: RecordWorld;
afterEach(async () => {
  world.vapi.standingFault = undefined;
  world.vapi.talkMs = undefined;
  await calls.stop();
});

const ACCEPTS = { kind: 'answers', presses: ['1'], talksMs: 3_000 } as const;
const DECLINES = { kind: 'answers', presses: ['2'] } as const;
const MESSAGE = { seconds: 4, presses: '#', text: 'Hello' };

const begin = async (options: Parameters<typeof RecordWorld.begin>[1] = {}) =>
  (calls = await RecordWorld.begin(world, options));

/** What every whole record of a call from CALLER has. */
const WHOLE = {
  tenantId: 'riverside-dental',
  calledNumber: RIVERSIDE,
  callerNumber: CALLER,
  callerKind: 'number',
  isCallback: false,
  startedAt: expect.stringMatching(/^2\d{3}-/) as unknown,
  endedAt: expect.stringMatching(/^2\d{3}-/) as unknown,
  totalSeconds: expect.any(Number) as unknown,
  language: 'en-US',
  missing: [],
};

const untalked = { answeredBy: 'nobody', assistantSeconds: null, personSeconds: null };

describe('the record of a call', () => {
  it('tells of a talk with the assistant, with what was chosen of its words', async () => {
    await begin({ webhook: { modelText: ['summary', 'structuredData'] } });

    const record = await calls.recordOf();

    expect(record).toMatchObject({
      ...{ ...WHOLE, outcome: 'assistant', answeredBy: 'assistant', missed: false },
      assistantSeconds: 1,
      summary: 'The caller moved an appointment to Friday.',
      structuredData: { wish: 'move' },
      vapiCalls: [{ seconds: 1, endedReason: 'assistant-ended-call', costUsd: 0.1134 }],
      cost: { vapiUsd: 0.1134, twilio: null },
      path: ['The assistant talked with the caller for 1 s.'],
    });
    expect(calls.types).toEqual(['call.completed']);
    expect(calls.warnings).toEqual([]);
  });

  it('tells of a message after the fallback, and not of what it says', async () => {
    await begin({
      network: { people: { [PERSON]: DECLINES, [COLLEAGUE]: { kind: 'no-answer' } } },
    });
    world.vapi.standingFault = status(503);

    const record = await calls.recordOf({ message: MESSAGE });

    expect(record).toMatchObject({
      ...{ ...WHOLE, ...untalked, outcome: 'message', missed: false },
      messages: [{ recordingSid: expect.stringMatching(/^RE/) as unknown, seconds: 4 }],
      path: [
        'No assistant could answer (server-error), and the fallback began.',
        'People were rung, and nobody took the call.',
        'The caller left a message of 4 s.',
      ],
      vapiCalls: [],
    });
    expect(record).not.toHaveProperty('summary');
    expect(calls.got.at(-1)?.body).not.toContain('Hello');
  });

  it('tells of a caller who hung up in the fallback: missed', async () => {
    await begin({ network: { people: { [PERSON]: { kind: 'no-answer' } } } });
    world.vapi.standingFault = status(503);

    const record = await calls.recordOf({ hangsUpWhileRingingMs: 4_000 });

    expect(record).toMatchObject({ ...WHOLE, ...untalked, outcome: 'fallback', missed: true });
    expect(record.path.at(-1)).toBe('The caller hung up while people were rung.');
  });

  it('tells of people who were rung first', async () => {
    const answerFirst = { open: { numbers: [PERSON], ring: 'together' } };
    await begin({ tenant: { answerFirst }, network: { people: { [PERSON]: ACCEPTS } } });

    const record = await calls.recordOf();

    expect(record).toMatchObject({
      ...{ ...WHOLE, outcome: 'person', answeredBy: 'person', missed: false },
      personSeconds: 3,
      ringSeconds: expect.any(Number) as unknown,
      path: ["People's phones rang first.", 'A person talked with the caller for 3 s.'],
    });
  });

  it('tells of a transfer that came back, and of both calls at Vapi', async () => {
    const busy = { [PERSON]: { kind: 'busy' }, [COLLEAGUE]: { kind: 'busy' } } as const;
    await begin({ network: { people: busy } });

    const caller = await calls.beginTalk();
    await calls.callTool(caller);
    await calls.finish(caller);
    await world.vapi.messages.settle();

    expect(calls.lastRecord).toMatchObject({
      ...{ ...WHOLE, outcome: 'assistant', answeredBy: 'assistant' },
      transfers: [{ destination: 'front-desk', outcome: 'busy' }],
    });
    expect(calls.lastRecord.vapiCalls).toHaveLength(2);
    expect(calls.lastRecord.path).toContain('The people of the transfer were busy.');
    expect(calls.types).toEqual(['call.completed']);
  });

  it('tells of a transfer that a person took, and how long they talked', async () => {
    await begin({ network: { people: { [PERSON]: ACCEPTS, [COLLEAGUE]: { kind: 'no-answer' } } } });

    const caller = await calls.beginTalk();
    await calls.callTool(caller);
    await calls.finish(caller);
    await world.vapi.messages.settle();

    const { lastRecord } = calls;
    expect(lastRecord).toMatchObject({
      ...{ ...WHOLE, answeredBy: 'assistant' },
      transfers: [{ destination: 'front-desk', outcome: 'accepted' }],
    });
    expect(lastRecord.personSeconds).toBeGreaterThanOrEqual(3);
  });

  it('tells of two calls at Vapi, where the first stream broke', async () => {
    await begin();
    const endedReason = 'pipeline-error-openai-llm-failed';
    world.vapi.nextFaults.push({
      kind: 'stream',
      assistant: 'talk',
      breakAfterMs: 2_000,
      endedReason,
    });

    const record = await calls.recordOf();

    expect(record.vapiCalls.map((call) => call.endedReason)).toEqual([
      endedReason,
      'assistant-ended-call',
    ]);
    expect(record).toMatchObject({ ...WHOLE, outcome: 'assistant', answeredBy: 'assistant' });
  });

  it('tells why the front door rejected a caller, who is not missed', async () => {
    await begin({ tenant: { callers: { block: [CALLER], onBlocked: 'reject' } } });

    const record = await calls.recordOf();

    expect(record).toMatchObject({
      ...{ ...WHOLE, ...untalked, outcome: 'rejected', missed: false },
      frontDoor: { closedBy: null, ringOutcome: null, caller: 'blocked-number' },
      path: ['The call was rejected.'],
    });
  });

  it('tells of a callback request, and of the callback in a record of its own', async () => {
    await begin({
      tenant: { queue: { offers: ['callback'] } },
      network: { people: { [CALLER]: { kind: 'answers', presses: ['1'] } } },
    });
    world.vapi.standingFault = namedFaults['full'];
    const asked: CallRecord = await calls.recordOf({ digits: ['2'] });
    world.vapi.standingFault = undefined;
    world.vapi.talkMs = 60_000;

    await calls.recordOf({ from: '+12025550199' });
    await world.vapi.messages.settle();

    expect(asked).toMatchObject({
      ...{ ...WHOLE, ...untalked, outcome: 'callback-requested', missed: false },
      waitSeconds: expect.any(Number) as unknown,
    });
    const callback = calls.got.find(({ record }) => record.isCallback)?.record;
    expect(callback).toMatchObject({ ...WHOLE, isCallback: true, outcome: 'assistant' });
    expect(callback?.callSid).not.toBe(asked.callSid);
  });

  it('tells of a caller who hung up in the queue: missed', async () => {
    await begin({ tenant: { queue: {} } });
    world.vapi.standingFault = namedFaults['full'];

    const record = await calls.recordOf({ hangsUpWhileQueuedMs: 20_000 });

    expect(record).toMatchObject({ ...WHOLE, ...untalked, outcome: 'queue-left', missed: true });
    expect(record.waitSeconds).toBeGreaterThanOrEqual(19);
  });
});
