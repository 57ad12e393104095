import type { NotificationServices } from '../../src/notifications/deliver-webhook';
import { offerEvents } from '../../src/notifications/offer-events';
import { planReportWebhook } from '../../src/notifications/plan-report';
import { handleReport, handleStatus } from '../../src/notifications/handle-report';
import { Secret } from '../../src/config/secret';
import { REPORT_FIELDS, type Reports } from '../../src/tenants/reports-schema';
import type { UsableEntry } from '../../src/tenants/tenant';
import { type CallReport, parseCallEnd, parseCallReport } from '../../src/vapi/call-report';
import type { Delivery, Webhook } from '../../src/webhooks/send';
import { createFakeLog } from '../fakes/fake-log';
import { MessageAccount } from '../fakes/message-account';
import { tenantOf } from '../fakes/tenants';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const secret = new Secret('a-secret-of-these-tests-1');
const report: CallReport = {
  ...parseCallReport({}, { tenantId: 'a', callSid: `CA${'c'.repeat(32)}` }),
  vapiCallId: ID,
  callSid: `CA${'c'.repeat(32)}`,
  tenantId: 'a',
  outcome: 'caller',
  endedReason: 'customer-ended-call',
  talkSeconds: 42,
  costUsd: 0.05,
  callerNumber: '+12025550143',
  summary: 'canary summary',
  transcript: 'canary transcript',
  recordingUrl: 'https://canary.example/recording',
  structuredData: { canary: true },
};
const reportsOf = (...fields: Reports['fields']): Reports => ({
  webhook: { url: 'https://crm.example/calls?key=canary-query' },
  fields,
});

let account: MessageAccount;
beforeEach(async () => {
  account = await MessageAccount.start();
});
afterEach(() => account.network.stop());

/** Takes a report for a tenant with these entries; undefined = for a tenant who is no more. */
const take = async (
  entry: UsableEntry | undefined,
  delivery: Delivery = { delivered: true, tries: 1 },
  findSecret: NotificationServices['findSecret'] = () => secret,
  reported = report,
) => {
  const { log, entries } = createFakeLog();
  const sent: Webhook[] = [];
  const tenant = tenantOf(entry);
  const taken = await handleReport(reported, {
    log,
    findTenantById: () => Promise.resolve({ tenant, found: entry ? 'tenant' : 'none' }),
    buildNotificationServices: (bound) =>
      Promise.resolve({
        log: bound,
        findHeaderValue: () => undefined,
        findSecret,
        bounds: {
          store: account.boundStore,
          nowMs: Date.now,
          remainingMs: () => 7_000,
          log: bound,
        },
        send: (webhook: Webhook) => Promise.resolve((sent.push(webhook), delivery)),
      }),
  });
  return { taken, sent, entries };
};

describe('handleReport', () => {
  it('leaves one slot without any words, number or address', async () => {
    const { taken, sent, entries } = await take({ id: 'a' });

    expect([taken, sent]).toEqual(['done', []]);
    expect(entries).toEqual([
      {
        level: 'info',
        event: 'call.reported',
        message: 'Vapi reports a call',
        tenantId: 'a',
        callSid: report.callSid,
        vapiCallId: ID,
        outcome: 'caller',
        endedReason: 'customer-ended-call',
        talkSeconds: 42,
        costUsd: 0.05,
      },
    ]);
  });

  it('claims nothing of another phone call, whose id at Vapi it names', async () => {
    const forged = { ...report, callSid: `CA${'d'.repeat(32)}` };
    await take({ id: 'a', reports: reportsOf('outcome') }, undefined, undefined, forged);

    const { sent } = await take({ id: 'a', reports: reportsOf('outcome') });

    expect(sent).toMatchObject([{ data: { callSid: report.callSid } }]);
  });

  it('notifies the tenant what it chose, and logs none of that', async () => {
    const { taken, sent, entries } = await take({ id: 'a', reports: reportsOf(...REPORT_FIELDS) });

    expect(taken).toBe('done');
    expect(sent).toHaveLength(1);
    expect(entries.map(({ event }) => event)).toEqual(['call.reported', 'report.webhook_sent']);
    expect(entries[1]).toMatchObject({ tenantId: 'a', vapiCallId: ID });
    expect(JSON.stringify(entries)).not.toMatch(/canary|2025550143/);
  });

  it.each([
    ['failed', { delivered: false, tries: 4, problem: 'status 503', isRefused: false }, 'again'],
    [
      'does not want it',
      { delivered: false, tries: 1, problem: 'status 410', isRefused: true },
      'done',
    ],
  ] as const)('where the receiver %s says: %j → %s', async (_case, delivery, expected) => {
    const { taken, entries } = await take({ id: 'a', reports: reportsOf('outcome') }, delivery);

    expect(taken).toBe(expected);
    expect(entries.at(-1)).toMatchObject({ level: 'error', event: 'report.webhook_failed' });
  });

  it('sends nothing that cannot be signed, and asks for no repeat', async () => {
    const wanting = { id: 'a', reports: reportsOf('outcome') };

    const { taken, sent, entries } = await take(wanting, undefined, () => undefined);

    expect(sent).toEqual([]);
    expect(taken).toBe('done');
    expect(entries.at(-1)).toMatchObject({ level: 'error', event: 'report.webhook_unsigned' });
  });

  it('is harmless for a tenant who is no more', async () => {
    const { taken, sent, entries } = await take(undefined);

    expect([taken, sent]).toEqual(['done', []]);
    expect(entries.map(({ event }) => event)).toEqual(['call.reported', 'report.tenant_gone']);
  });

  it('asks for a repeat while the tenants cannot be read', async () => {
    const { log } = createFakeLog();

    const taken = await handleReport(report, {
      log,
      findTenantById: () => Promise.resolve({ tenant: tenantOf(), found: 'no-file' }),
      buildNotificationServices: () => Promise.reject(new Error('nobody to tell')),
    });

    expect(taken).toBe('again');
  });
});

describe('planReportWebhook', () => {
  it('names the call by one id for all its reports', () => {
    const plan = () =>
      planReportWebhook(tenantOf({ id: 'a', reports: reportsOf('outcome') }), report);

    expect(plan()).toEqual(plan());
    expect(plan()).toEqual({
      tenantId: 'a',
      secretEnv: undefined,
      webhook: {
        url: 'https://crm.example/calls?key=canary-query',
        id: `call.reported.${ID}`,
        type: 'call.reported',
        data: { tenantId: 'a', callSid: report.callSid, vapiCallId: ID, outcome: 'caller' },
      },
    });
  });

  it.each(REPORT_FIELDS)('sends %s only where it is chosen', (field) => {
    const others = REPORT_FIELDS.filter((other) => other !== field);
    const dataOf = (...fields: Reports['fields']) =>
      planReportWebhook(tenantOf({ id: 'a', reports: reportsOf(...fields) }), report)?.webhook.data;

    expect(dataOf(field)).toHaveProperty(field);
    expect(dataOf(...others)).not.toHaveProperty(field);
  });

  it('sends two digits of the number where only these are chosen', () => {
    const { webhook } =
      planReportWebhook(tenantOf({ id: 'a', reports: reportsOf('callerEnding') }), report) ?? {};

    expect(webhook?.data).toMatchObject({ callerEnding: '43' });
    expect(JSON.stringify(webhook)).not.toContain('2025550143');
  });

  it('leaves out an analysis that is too much', () => {
    const tenant = tenantOf({ id: 'a', reports: reportsOf('structuredData') });
    const structuredData = 'x'.repeat(100_001);

    const plan = planReportWebhook(tenant, { ...report, structuredData });

    expect(plan?.webhook.data).toMatchObject({ structuredData: null });
  });

  it('names a call without an id of Vapi by its CallSid (V7)', () => {
    const tenant = tenantOf({ id: 'a', reports: reportsOf('outcome') });

    const planned = planReportWebhook(tenant, { ...report, vapiCallId: undefined });

    expect(planned?.webhook).toMatchObject({
      id: `call.reported.${report.callSid}`,
      data: { callSid: report.callSid, vapiCallId: null },
    });
  });
});

describe('handleStatus', () => {
  it.each([
    ['ended', ['vapi.call_ended']],
    ['in-progress', []],
    ['forwarding', []],
    ['', []],
  ])('of %s leaves the queues %j', (status, events) => {
    const { log, entries } = createFakeLog();

    handleStatus(
      status,
      parseCallEnd({ call: { id: ID }, endedReason: 'silence-timed-out' }, report),
      log,
    );

    expect(entries.map(({ event }) => event)).toEqual(events);
    expect(entries.every(({ level }) => level === 'info')).toBe(true);
  });
});

describe('offerEvents', () => {
  const usual = { eventsUrl: 'https://ours.example/vapi/events', credential: 'canary' };
  const assistant = { assistantId: ID };

  it.each([{ assistant }, { assistant: { squadId: ID } }, {}])('asks for those of %j', (entry) => {
    const offer = offerEvents(tenantOf({ id: 'a', ...entry }), usual);

    expect(offer).toEqual(usual);
  });

  it.each([
    ['a workflow', { assistant: { workflowId: ID } }, usual],
    ['an own server', { assistant, ownServer: true }, usual],
    ['no credential', { assistant }, { ...usual, credential: undefined }],
    ['no address', { assistant }, { ...usual, eventsUrl: undefined }],
  ])('asks for none with %s', (_case, entry, context) => {
    expect(offerEvents(tenantOf({ id: 'a', ...entry }), context)).toBeUndefined();
  });
});
