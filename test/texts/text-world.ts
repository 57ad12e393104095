import type { CallOutcome, CallRecord } from '../../src/call-record/call-record';
import { isMissed } from '../../src/call-record/decide-outcome';
import { Secret } from '../../src/config/secret';
import { checkTenant } from '../../src/tenants/check-tenant';
import type { Tenant } from '../../src/tenants/tenant';
import { textCaller, type TextServices } from '../../src/texts/send-text';
import type { CallerText } from '../../src/twilio/rest';
import { createFakeLog } from '../fakes/fake-log';
import { CALLER, OWN, tenantOf } from '../fakes/tenants';

/** A record of a call of this outcome, and what differs from the usual. */
export function recordOf(outcome: CallOutcome, parts: Partial<CallRecord> = {}): CallRecord {
  const isTalk = outcome === 'assistant' || outcome === 'person';
  return {
    callSid: `CA${'1'.repeat(32)}`,
    tenantId: 'riverside-dental',
    calledNumber: OWN,
    callerNumber: CALLER,
    callerKind: 'number',
    isCallback: false,
    startedAt: '2026-11-30T09:30:00.000Z',
    endedAt: '2026-11-30T09:31:00.000Z',
    totalSeconds: 60,
    ringSeconds: null,
    waitSeconds: null,
    assistantSeconds: outcome === 'assistant' ? 45 : null,
    personSeconds: outcome === 'person' ? 45 : null,
    answeredBy: isTalk ? outcome : 'nobody',
    outcome,
    missed: isMissed(outcome),
    path: [],
    transfers: [],
    messages: [],
    recordingSids: [],
    vapiCalls: [],
    cost: { vapiUsd: null, twilio: null },
    language: 'en-US',
    frontDoor: { closedBy: null, ringOutcome: null, caller: null },
    missing: [],
    ...parts,
  };
}

/** Returns a tenant whose parts the schema takes. */
export function readTenant(parts: object): Tenant {
  const { value, problems } = checkTenant({
    id: 'riverside-dental',
    name: 'Riverside Dental',
    numbers: [OWN],
    assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
    ...parts,
  });
  expect(problems).toEqual([]);
  return tenantOf(value);
}

export const EVENTS_SECRET = new Secret('canary-events-secret-5d02');

/** Sync, in memory: items by key. */
export function memoryStore() {
  const items = new Map<string, object>();
  return {
    items,
    add: (_map: string, { key, data }: { key: string; data: object }) => {
      if (items.has(key)) return Promise.resolve('exists' as const);
      items.set(key, data);
      return Promise.resolve('added' as const);
    },
    read: (_map: string, key: string) => {
      const data = items.get(key);
      return Promise.resolve(data && { key, revision: '1', data });
    },
    remove: (_map: string, key: string) => Promise.resolve(void items.delete(key)),
    replace: (_map: string, { key, data }: { key: string; data: object }) => {
      items.set(key, data);
      return Promise.resolve({ revision: '1' });
    },
  };
}

/** What texting needs, with what was sent and logged. */
export function textWorld(parts: Partial<TextServices> = {}) {
  const sent: CallerText[] = [];
  const { log, entries } = createFakeLog();
  const store = memoryStore();
  const services: TextServices = {
    bounds: { store, nowMs: () => Date.UTC(2026, 10, 30, 9, 30), log },
    secret: EVENTS_SECRET,
    isOutage: () => false,
    isOwnNumber: (number) => Promise.resolve(number === OWN),
    readAttestation: () => Promise.resolve('none'),
    buildStatusUrl: () => 'https://switchboard-1234.twil.io/text/status',
    sendText: (text) => {
      sent.push(text);
      return Promise.resolve(`SM${'2'.repeat(32)}`);
    },
    ...parts,
  };
  return {
    sent,
    entries,
    store,
    text: (record: CallRecord, tenant: Tenant) => textCaller(record, tenant, services),
    /** Why callers got no text. */
    get refusals() {
      return entries.filter(({ event }) => event === 'text.not_sent').map(({ why }) => why);
    },
  };
}
