import type { CallRecord } from '../../src/call-record/call-record';
import type { Part } from '../../src/call-record/part';
import { type SettledCall, settle, type SettleServices } from '../../src/call-record/settle';
import type { CallReport } from '../../src/vapi/call-report';
import type { PartFacts } from '../../src/twilio/part-facts';
import { createFakeLog } from '../fakes/fake-log';
import { CALLER, OWN } from '../fakes/tenants';
import { memoryStore, readTenant } from '../texts/text-world';

const CALL_SID = `CA${'1'.repeat(32)}`;
const VAPI_CALL = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c77';
const TENANT = readTenant({ afterCall: { textBack: {} } });

const partOf = (name: string, facts: PartFacts = {}, rest: Partial<Part> = {}): Part => ({
  ...{ name, tenantId: TENANT.id, atMs: 1_000, facts },
  ...rest,
});
const END = partOf('call_status', { callStatus: 'completed', callSeconds: 30 }, { atMs: 9_000 });
const FALLBACK = partOf('incoming_call', {}, { outcome: 'server-error' });
const REPORT = partOf('vapi_report', { vapiCallId: VAPI_CALL, talkSeconds: 20 });

/** Sync, Twilio, Vapi and the tenant's server, as requests after one call see them. */
function settleWorld(parts: Partial<SettleServices> = {}) {
  const items: { key: string; revision: string; data: unknown }[] = [];
  const sent: { type: string; record: CallRecord }[] = [];
  const texted: CallRecord[] = [];
  const store = memoryStore();
  const { log, entries } = createFakeLog();
  const keep = (key: string, data: unknown) => items.push({ key, revision: '1', data });
  const request = (own: Part, given: Partial<SettleServices> = {}) => {
    let leftMs = 7_000;
    keep(`${own.name}.${items.length}`, { parts: [own] });
    const services: SettleServices = {
      log,
      sleep: (ms) => Promise.resolve((leftMs -= ms)),
      remainingMs: () => leftMs,
      listItems: () => Promise.resolve([...items]),
      keepSent: (_callSid, data) => Promise.resolve(void keep('sent', data)),
      readEndedCall: () => Promise.resolve(ENDED),
      readReport: () => Promise.resolve({ problem: 'status 404' }),
      findTenantById: (id) => Promise.resolve(id === TENANT.id ? TENANT : undefined),
      bounds: { store, nowMs: Date.now, log, remainingMs: () => leftMs },
      sendRecord: (record, _tenant, type) => Promise.resolve(sent.push({ type, record }) > 0),
      actions: { text: (record) => Promise.resolve(void texted.push(record)) },
      ...parts,
      ...given,
    };
    const settled: SettledCall = { callSid: CALL_SID, own: [own], isSilent: false };
    return settle(settled, services);
  };
  return { items, sent, texted, entries, keep, request };
}

const ENDED = {
  ...{ from: CALLER, to: OWN, isOutbound: false, isOver: true, seconds: 30, price: undefined },
  ...{ startedAtMs: 1_000, endedAtMs: 31_000 },
};

const REPORTED: Partial<SettleServices> = {
  readReport: () =>
    Promise.resolve({ isEnded: true, report: { startedAt: '2026-11-30T09:30:00Z' } as CallReport }),
};

describe('the end of a call', () => {
  it('makes a record although the call left more parts than are read', async () => {
    const { request, keep, sent, entries } = settleWorld();
    for (let index = 0; index < 60; index += 1) keep(`front_door.${index}`, { parts: [FALLBACK] });

    await request(END);

    expect(sent).toMatchObject([{ record: { outcome: 'fallback', totalSeconds: 30 } }]);
    expect(entries.filter(({ event }) => event === 'bound.met')).toHaveLength(1);
  });

  it('makes no final record where nothing else is known yet', async () => {
    const { request, sent } = settleWorld(REPORTED);

    await request(END);
    await request(REPORT);

    expect(sent.map(({ type, record }) => [type, record.outcome, record.missing])).toEqual([
      ['call.completed', 'unknown', ['parts']],
      ['call.amended', 'assistant', []],
    ]);
  });

  it('misses nobody whose message comes just after it', async () => {
    const { request, keep, sent } = settleWorld();
    keep('incoming_call.1', { parts: [FALLBACK] });
    const recordingSid = `RE${'1'.repeat(32)}`;
    const facts = { recordingSid, recordingSeconds: 4 };
    const message = { parts: [partOf('voicemail_recorded', facts)] };
    let leftMs = 7_000;
    const sleep = (ms: number) =>
      Promise.resolve(keep('voicemail_recorded.1', message)).then(() => (leftMs -= ms));

    await request(END, { sleep, remainingMs: () => leftMs });

    expect(sent).toMatchObject([{ record: { outcome: 'message', missed: false } }]);
  });

  it('takes parts of no known shape for none', async () => {
    const { request, keep, sent } = settleWorld();
    const shapes = [null, 7, 'x', { parts: 7 }, { parts: [null, [], { name: 'x'.repeat(99) }] }];
    shapes.forEach((data, index) => keep(`front_door.${index}`, data));
    keep('front_door.9', JSON.parse('{"parts":[{"__proto__":{"name":"x"},"atMs":"1"}]}'));
    keep('incoming_call.1', { parts: [{ ...FALLBACK, outcome: '<b>', door: 7 }, FALLBACK] });

    await request(END);

    expect(sent).toMatchObject([{ record: { tenantId: TENANT.id, outcome: 'fallback' } }]);
  });
});

/** Lets a request begin to send, and a second one come before it is done. */
async function settleTogether(world: ReturnType<typeof settleWorld>, second: Part): Promise<void> {
  const { request, sent } = world;
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const isSlow: SettleServices['sendRecord'] = async (record, _tenant, type) => {
    sent.push({ type, record });
    await arrived;
    return true;
  };
  const first = request(END, { sendRecord: isSlow });
  while (sent.length === 0) await new Promise(setImmediate);
  const other = request(second);
  arrive();
  await Promise.all([first, other]);
}

describe('two requests at once', () => {
  it('send one record, and an amendment by the one that knows more', async () => {
    const world = settleWorld(REPORTED);

    await settleTogether(world, REPORT);

    expect(world.sent.map(({ type }) => type)).toEqual(['call.completed', 'call.amended']);
    expect(world.texted).toHaveLength(1);
  });

  it('amend no record that lacked nothing', async () => {
    const world = settleWorld(REPORTED);
    world.keep('vapi_report.0', { parts: [REPORT] });

    await settleTogether(world, END);

    expect(world.sent.map(({ type, record }) => [type, record.missing])).toEqual([
      ['call.completed', []],
    ]);
  });
});

describe("a tenant's server that is down", () => {
  it('costs callers no text, and causes no second one', async () => {
    const { request, keep, texted, sent } = settleWorld();
    keep('incoming_call.1', { parts: [FALLBACK] });

    const first = await request(END, { sendRecord: () => Promise.resolve(false) });
    const textedFirst = [...texted];
    const again = await request(END);

    expect([first, again]).toEqual(['again', 'done']);
    expect(textedFirst).toMatchObject([{ missed: true }]);
    expect([texted, sent]).toEqual([textedFirst, [expect.anything()]]);
  });
});
