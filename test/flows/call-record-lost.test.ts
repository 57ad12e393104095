import { RecordWorld } from './record-world';
import { COLLEAGUE, PERSON } from './tenant-file';
import { TransferWorld } from './transfer-world';
import { paths } from '../../src/twilio/urls';
import { findAnswerProblems } from './container';
import { formOf, RIVERSIDE, status, World } from './world';

const world = new World();
beforeAll(() => world.start({ noStreamAfterMs: 30_000 }));
afterAll(() => world.vapi.stop());

let calls: RecordWorld | TransferWorld;
afterEach(async () => {
  world.vapi.standingFault = undefined;
  world.vapi.standingCallLookupFault = undefined;
  world.vapi.messages.faults.length = 0;
  await calls.stop();
});

/** Requests of a call that wait for what is lost need not wait long here. */
const SOON = { SWITCHBOARD_DEADLINE_MS: '5000' };

const begin = async (options: Parameters<typeof RecordWorld.begin>[1] = {}) => {
  const records = await RecordWorld.begin(world, { environment: SOON, ...options });
  calls = records;
  return records;
};

/** A fallback of words alone, which needs no answer of anybody's. */
const WORDS = { fallback: [{ step: 'say', text: 'We are closed for lunch.' }] };

describe('a part that is lost', () => {
  it("is made up for where Vapi's report never comes: Vapi is read", async () => {
    const records = await begin({ webhook: { modelText: ['summary'] } });
    world.vapi.messages.faults.push({ kind: 'lose', type: 'end-of-call-report' });

    const record = await records.recordOf();

    expect(record).toMatchObject({ outcome: 'assistant', missing: [] });
    expect(record.summary).toBe('The caller moved an appointment to Friday.');
    expect(records.types).toEqual(['call.completed']);
  });

  it('is named where Vapi neither reports nor answers', async () => {
    const records = await begin();
    world.vapi.messages.faults.push({ kind: 'lose', type: 'end-of-call-report' });
    world.vapi.standingCallLookupFault = status(503) as never;

    const record = await records.recordOf();

    expect(record).toMatchObject({ outcome: 'assistant', missed: false, missing: ['vapi-call'] });
    expect(record.vapiCalls).toMatchObject([{ seconds: null, costUsd: null }]);
  });

  it("is made up for where the stream's status never comes: Vapi reports the call", async () => {
    const records = await begin();
    records.reroute = (url) => (url.includes(paths.streamStatus) ? 500 : url);

    const record = await records.recordOf();

    expect(records.requestsTo(paths.streamStatus).length).toBeGreaterThan(0);
    expect(record).toMatchObject({ outcome: 'assistant', assistantSeconds: 1, missing: [] });
  });

  it('leaves a poor record of a call where Sync is silent, once, and no missed one', async () => {
    const records = await begin({ tenant: WORDS });
    world.vapi.standingFault = status(503);
    for (const route of ['GET Sync/Maps/{map}/Items', 'POST Sync/Maps/{map}/Items']) {
      records.network.failAlways(route, 'reset');
    }

    const record = await records.recordOf();

    expect(record).toMatchObject({ outcome: 'unknown', missed: false, missing: ['parts'] });
    expect(record.totalSeconds).toEqual(expect.any(Number));
    expect(records.types).toEqual(['call.completed']);
  });

  it('costs no record where Sync, Twilio and Vapi are all silent: it is sent in time', async () => {
    const records = await begin();
    const caller = await records.beginTalk();
    world.vapi.standingCallLookupFault = { kind: 'hang' };
    for (const route of ['POST', 'GET'].map((method) => `${method} Sync/Maps/{map}/Items`)) {
      records.network.failAlways(route, 'hang');
    }
    records.network.failAlways('GET Calls/{sid}', 'hang');

    await records.finish(caller);

    const [settled] = records.requestsTo(paths.callStatus);
    expect(records.types).toEqual(['call.completed']);
    expect(records.lastRecord.missing).toEqual(['parts', 'twilio-call']);
    expect(settled).toMatchObject({ status: 204 });
  });

  it('costs a caller half a second at most: the fallback speaks while Sync is silent', async () => {
    const records = await begin({ tenant: WORDS, environment: {} });
    world.vapi.standingFault = status(503);
    records.network.failAlways('POST Sync/Maps/{map}/Items', 'hang');

    const answer = await records.containerAt(paths.incomingCall).invoke(formOf());

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toContain('We are closed for lunch.');
    const lost = records.logEntries.filter(({ event }) => event === 'call_record.part_lost');
    expect(lost).toMatchObject([{ part: 'incoming_call' }]);
    // Less where little of the deadline is left, as on a busy machine.
    const [, waitedMs] = /^Sync took longer than (\d+) ms$/.exec(String(lost[0]?.['detail'])) ?? [];
    expect(Number(waitedMs)).toBeLessThanOrEqual(500);
  });

  it('means no record where nobody says that the call is over', async () => {
    const records = await begin();

    await records.placeCall({ statusCallbackUrl: undefined } as never);
    await world.vapi.messages.settle();

    expect(records.got).toEqual([]);
  });
});

describe("a tenant's server that is down", () => {
  it('gets the record when Twilio repeats the end of the call', async () => {
    const records = await begin({ tenant: WORDS });
    world.vapi.standingFault = status(503);
    // A request tries four times at most.
    records.failures = 4;

    await records.recordOf();

    const statuses = records.requestsTo(paths.callStatus).map(({ status: answer }) => answer);
    expect(statuses).toEqual([503, 204]);
    expect(records.types).toEqual(['call.completed']);
  });
});

describe('the end of a call of which something else fails', () => {
  it('makes a record all the same: Sync refuses to show who waits for a callback', async () => {
    const records = await begin({ tenant: { ...WORDS, queue: { offers: ['callback'] } } });
    const busy = { status: 500, code: 20500, message: 'down' };
    records.network.failAlways('GET Sync/Maps/{map}/Items', busy);

    await records.recordOf();

    expect(records.types).toEqual(['call.completed']);
  });

  it('waits for a silent Sync once', async () => {
    const records = await begin({ tenant: { ...WORDS, limits: { callsPerDay: 9 } } });
    const asked: string[] = [];
    for (const route of ['POST Sync/Maps/{map}/Items', 'GET Sync/Maps/{map}/Items']) {
      records.network.failAlways(route, 'hang');
    }
    await records.containerAt(paths.callStatus).invoke({ ...formOf(), CallStatus: 'completed' });
    asked.push(
      ...records.network.requests.map(({ path }) => path).filter((path) => /Maps/.test(path)),
    );

    expect(asked).toHaveLength(1);
    expect(records.types).toEqual(['call.completed']);
  });
});

describe('a part', () => {
  it('waits longer where nobody does: the caller has hung up', async () => {
    const records = await begin({ tenant: WORDS });
    records.network.failAlways('POST Sync/Maps/{map}/Items', 'hang');

    await records.containerAt(paths.fallback).invoke({ ...formOf(), CallStatus: 'completed' });

    const lost = records.logEntries.filter(({ event }) => event === 'call_record.part_lost');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.['detail']).not.toBe('Sync took longer than 500 ms');
  });

  it('is believed only of the address that carries one', async () => {
    const records = await begin({ tenant: WORDS });
    const other = { name: 'incoming_call', atMs: 1, tenantId: 'summit-hvac', facts: {} };
    const part = Buffer.from(JSON.stringify(other)).toString('base64url');
    const form = { ...formOf(), part, called: RIVERSIDE };

    await records.containerAt(paths.recordingStatus).invoke({ ...form, RecordingSid: 'RE1' });
    await records
      .containerAt(paths.streamStatus)
      .invoke({ ...form, StreamEvent: 'stream-started' });

    const [recording, stream] = records.network.sync.items.map(({ data }) => JSON.stringify(data));
    expect(recording).not.toContain('summit-hvac');
    expect(stream).toContain('summit-hvac');
  });

  it('says nothing that a client of the Voice SDK has put into the request', async () => {
    const records = await begin({ tenant: WORDS });
    world.vapi.standingFault = status(503);
    const own = { call: '01a22ca3-2480-70c9-ab4a-a7e1ee6054d6', destination: 'x', part: 'x' };

    await records.containerAt(paths.incomingCall).invoke({ ...formOf(), ...own });

    const [item, ...others] = records.network.sync.items;
    expect(others).toEqual([]);
    expect(item?.data).toMatchObject({
      parts: [{ name: 'incoming_call', facts: { callStatus: 'ringing' } }],
    });
    expect(JSON.stringify(item)).not.toMatch(/01a22ca3|destination|\+1202/);
  });
});

describe('the end of a call', () => {
  it('is of no other call and no other tenant, whatever a client of the Voice SDK adds', async () => {
    const records = await begin({ tenant: WORDS });
    const callSid = `CA${'1'.repeat(32)}`;
    const other = { name: 'incoming_call', atMs: 1, tenantId: 'summit-hvac', facts: {} };
    const part = Buffer.from(JSON.stringify(other)).toString('base64url');

    await records
      .containerAt(paths.callStatus)
      .invoke({ ...formOf(), CallStatus: 'completed', caller: callSid, part });

    expect(JSON.stringify(records.network.sync.items)).not.toMatch(/CA1{32}|summit-hvac/);
    expect(records.network.requests.map(({ path }) => path).join()).not.toContain(callSid);
  });
});

describe('a late part', () => {
  it('amends the record once: a message whose recording is ready only then', async () => {
    const records = await begin();
    world.vapi.standingFault = status(503);
    const late: (() => Promise<unknown>)[] = [];
    records.reroute = (url, form) => {
      if (!url.includes(paths.voicemailRecording)) return url;
      late.push(() => records.containerAt(paths.voicemailRecording).invoke(eventOf(url, form)));
      return 204;
    };
    const record = await records.recordOf({ message: { seconds: 4, presses: '#' } });

    for (const deliver of [...late, ...late]) await deliver();

    expect(record).toMatchObject({ outcome: 'message', missing: ['recording'] });
    expect(records.types).toEqual(['call.completed', 'call.amended']);
    expect(records.lastRecord).toMatchObject({ outcome: 'message', missing: [] });
  });

  it('amends the record once: a summary that comes with the report', async () => {
    const records = await begin({ webhook: { modelText: ['summary'] } });
    world.vapi.messages.faults.push({
      ...{ kind: 'delay', type: 'end-of-call-report', delayMs: 60_000 },
    });
    world.vapi.standingCallLookupFault = status(503) as never;

    await records.recordOf();

    expect(records.types).toEqual(['call.completed', 'call.amended']);
    const [completed, amended] = records.got;
    expect(completed?.record.missing).toEqual(['vapi-call']);
    expect(amended?.record).toMatchObject({ missing: [], outcome: 'assistant' });
    expect(amended?.record.summary).toBe('The caller moved an appointment to Friday.');
  });
});

describe('a tenant without afterCall', () => {
  it('causes not one request more, and no address is longer', async () => {
    const people = { [PERSON]: { kind: 'busy' }, [COLLEAGUE]: { kind: 'busy' } } as const;
    const plain = await TransferWorld.start(world, { network: { people } });
    calls = plain;

    await plain.placeCall({
      statusCallbackUrl: `https://switchboard-1234.twil.io${paths.callStatus}`,
    });

    expect(plain.network.requests.filter(({ path }) => path.includes('/Maps'))).toEqual([]);
    expect(plain.network.requests.filter(({ method }) => method === 'GET')).toEqual([]);
    const urls = plain.seen.map(({ url }) => url).join(' ');
    expect(urls).toContain(paths.streamStatus);
    expect(urls).not.toMatch(/[?&](part|door)=/);
  });
});

const eventOf = (url: string, form: object) => ({
  ...Object.fromEntries(new URL(url).searchParams),
  ...form,
});
