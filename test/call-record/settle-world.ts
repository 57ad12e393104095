import type { CallRecord } from '../../src/call-record/call-record';
import type { Part } from '../../src/call-record/part';
import { type SettledCall, settle, type SettleServices } from '../../src/call-record/settle';
import type { CallReport } from '../../src/vapi/call-report';
import type { PartFacts } from '../../src/twilio/part-facts';
import { createFakeLog } from '../fakes/fake-log';
import { CALLER, OWN } from '../fakes/tenants';
import { memoryStore, readTenant } from '../texts/text-world';

const CALL_SID = `CA${'1'.repeat(32)}`;
export const VAPI_CALL = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c77';
export const TENANT = readTenant({ afterCall: { textBack: {} } });

export const partOf = (name: string, facts: PartFacts = {}, rest: Partial<Part> = {}): Part => ({
  ...{ name, tenantId: TENANT.id, atMs: 1_000, facts },
  ...rest,
});
export const END = partOf(
  'call_status',
  { callStatus: 'completed', callSeconds: 30 },
  { atMs: 9_000 },
);
export const FALLBACK = partOf('incoming_call', {}, { outcome: 'server-error' });
export const REPORT = partOf('vapi_report', { vapiCallId: VAPI_CALL, talkSeconds: 20 });

/** Sync, Twilio, Vapi and the tenant's server, as requests after one call see them. */
export function settleWorld(parts: Partial<SettleServices> = {}) {
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
    const settled: SettledCall = { callSid: CALL_SID, own: [own] };
    return settle(settled, services);
  };
  return { items, sent, texted, entries, keep, request };
}

export const ENDED = {
  ...{ from: CALLER, to: OWN, isOutbound: false, isOver: true, seconds: 30, price: undefined },
  ...{ startedAtMs: 1_000, endedAtMs: 31_000 },
};

export const REPORTED_TALK = { startedAt: '2026-11-30T09:30:00Z' } as CallReport;

export const REPORTED: Partial<SettleServices> = {
  readReport: () => Promise.resolve({ isEnded: true, report: REPORTED_TALK }),
};
