import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { reportWords } from '../../sandbox/vapi/call-messages';
import type { StandInCall } from '../../sandbox/vapi/stand-in-call';
import { tenantSecretOf } from '../fakes/credentials';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import type { Container } from './container';
import { tenantFileOf } from './tenant-file';
import { QueueWorld } from './queue-world';
import { CALLER, CANARY_KEY, CANARY_TOKEN, formOf } from './world';

const SECRET = `whsec_${Buffer.from('canary webhook secret 4411').toString('base64')}`;
const EVENTS_SECRET = 'canary-events-secret-5d02';
const EVERYTHING = ['callerNumber', 'summary', 'transcript', 'structuredData', 'outcome'];

const world = new QueueWorld();
let receiver: RawServer;
let received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
/** What the tenant's server answers, one each, then 204; 0 breaks the connection. */
let answers: number[] = [];

beforeAll(() => world.start());
afterAll(() => world.stop());
beforeEach(async () => {
  world.reset();
  received = [];
  answers = [];
  world.vapi.messages.tries.length = 0;
  world.vapi.messages.faults.length = 0;
  receiver = await startRawServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      const status = answers.shift() ?? 204;
      if (status === 0) response.socket?.resetAndDestroy();
      else response.writeHead(status).end();
    });
  });
});
afterEach(() => receiver.close());

interface Options {
  readonly tenant?: object;
  readonly environment?: Record<string, string>;
  /** The tenant file at the time of the report; the call's own unless given. */
  readonly laterFile?: string;
  readonly fields?: readonly string[];
}

/** Makes a call by /incoming-call; its messages reach /vapi/events. Ends it after a talk. */
const runCall = async ({ tenant, environment, laterFile, fields }: Options = {}) => {
  const reports = { webhook: { url: `${receiver.url}/hook` }, ...(fields ? { fields } : {}) };
  const tenantFile = tenantFileOf({ reports, ...tenant });
  const settings = world.environment({
    SWITCHBOARD_EVENTS_SECRET: EVENTS_SECRET,
    SWITCHBOARD_WEBHOOK_SECRET: SECRET,
    ...environment,
  });
  const incoming = world.container({ environment: settings, tenantFile });
  const events = world.containerOf('vapi/events', {
    environment: settings,
    tenantFile: laterFile ?? tenantFile,
  });
  deliverTo(events);
  const form = formOf();
  await incoming.invoke(form);
  const [call] = world.vapi.calls;
  if (call === undefined) throw new Error('no call at Vapi');
  call.begin(String(form['CallSid']));
  await world.vapi.messages.settle();
  call.end('customer-ended-call');
  await world.vapi.messages.settle();
  const ids = { tenantId: 'riverside-dental', callSid: form['CallSid'], vapiCallId: call.id };
  return { call, events, incoming, ids };
};

/** Vapi reaches the Function that is deployed under our address. */
const deliverTo = (events: Container) => {
  world.vapi.messages.post = async (url, body, { headers }) => {
    expect(url).toBe('https://switchboard-1234.twil.io/vapi/events');
    return (await events.invoke({ ...body, request: { headers: lower(headers), cookies: {} } }))
      .status;
  };
};

const lower = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const entriesOf = ({ logEntries }: Container, event: string) =>
  logEntries.filter((line) => line['event'] === event);

/** Vapi's words for each delivery, and what we answered. */
const triesAt = () =>
  world.vapi.messages.tries.map(({ message, status }) => {
    const what = message.type === 'status-update' ? message.status : message.type;
    return [what, status];
  });

const overridesOf = ({ request }: StandInCall) =>
  request['assistantOverrides'] as Record<string, unknown>;

describe('the end of a call', () => {
  it('leaves one log entry that says how it went', async () => {
    const { events, ids } = await runCall();

    expect(triesAt()).toEqual([
      ['in-progress', 200],
      ['ended', 200],
      ['end-of-call-report', 200],
    ]);
    expect(entriesOf(events, 'call.reported')).toEqual([
      expect.objectContaining({
        level: 'info',
        ...ids,
        outcome: 'caller',
        endedReason: 'customer-ended-call',
        talkSeconds: expect.any(Number) as unknown,
        costUsd: 0.1134,
      }),
    ]);
    expect(entriesOf(events, 'vapi.call_ended')).toEqual([
      expect.objectContaining({ ...ids, outcome: 'caller' }),
    ]);
  });

  it("notifies the tenant's server once, signed", async () => {
    const { ids, call } = await runCall();

    expect(received).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(headers['webhook-id']).toBe(`call.reported.${call.id}`);
    expect(
      new Webhook(tenantSecretOf(SECRET)).verify(body, headers as Record<string, string>),
    ).toMatchObject({
      type: 'call.reported',
      data: { ...ids, outcome: 'caller', callerEnding: CALLER.slice(-2) },
    });
    expect(body).not.toMatch(new RegExp([CALLER.slice(1), 'moved', 'Hello'].join('|')));
  });

  it('leaves none of the words, numbers and secrets in any log', async () => {
    const { events, incoming } = await runCall({ fields: EVERYTHING });

    const [{ body } = { body: '' }] = received;
    expect(JSON.parse(body)).toMatchObject({
      data: { callerNumber: CALLER, summary: reportWords.summary },
    });
    const log = JSON.stringify([...events.logEntries, ...incoming.logEntries]);
    const { summary, transcript, twilioAuthToken } = reportWords;
    const secrets = [SECRET, EVENTS_SECRET, CANARY_KEY, CANARY_TOKEN, twilioAuthToken];
    for (const word of [summary, transcript.slice(0, 9), CALLER.slice(1), '/hook', ...secrets]) {
      expect(log).not.toContain(word);
    }
    expect(body).not.toContain(twilioAuthToken);
  });

  it('is told again by Vapi while the receiver fails, under one id', async () => {
    answers = [503, 503, 503, 503, 0, 204];

    await runCall();

    expect(triesAt().slice(2)).toEqual([
      ['end-of-call-report', 503],
      ['end-of-call-report', 200],
    ]);
    expect(received).toHaveLength(6);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is told no more to a receiver that refuses', async () => {
    answers = [410];

    const { events } = await runCall();

    expect(triesAt().at(-1)).toEqual(['end-of-call-report', 200]);
    expect(received).toHaveLength(1);
    expect(entriesOf(events, 'report.webhook_failed')).toHaveLength(1);
  });

  it('may come twice, and before the status, and notifies once (T11)', async () => {
    world.vapi.messages.faults.push(
      { kind: 'duplicate', type: 'end-of-call-report' },
      { kind: 'swap' },
    );

    const { events } = await runCall();

    expect(triesAt().slice(1)).toEqual([
      ['end-of-call-report', 200],
      ['end-of-call-report', 200],
      ['ended', 200],
    ]);
    expect(entriesOf(events, 'call.reported')).toHaveLength(2);
    expect(received).toHaveLength(1);
  });

  it("is dropped where it names another tenant than its sender's, with a warning (T6)", async () => {
    const { call, events } = await runCall();
    const { headers } = overridesOf(call)['server'] as { headers: Record<string, string> };
    const metadata = { tenantId: 'summit-legal' };
    const message = { type: 'end-of-call-report', call: { id: call.id, metadata } };

    await events.invoke({ message, request: { headers: lower(headers), cookies: {} } });

    expect(entriesOf(events, 'call.reported')).toHaveLength(1);
    expect(entriesOf(events, 'vapi_events.misfit')).toMatchObject([{ why: 'another tenant' }]);
    expect(received).toHaveLength(1);
  });

  it('may be lost', async () => {
    world.vapi.messages.faults.push({ kind: 'lose', type: 'end-of-call-report' });

    const { events } = await runCall();

    expect(entriesOf(events, 'vapi.call_ended')).toHaveLength(1);
    expect(received).toEqual([]);
  });

  it('is harmless for a tenant who is no more', async () => {
    const { events } = await runCall({ laterFile: JSON.stringify({ tenants: [] }) });

    expect(triesAt().at(-1)).toEqual(['end-of-call-report', 200]);
    expect(entriesOf(events, 'report.tenant_gone')).toHaveLength(1);
    expect(received).toEqual([]);
  });
});

describe('what Vapi is asked to tell us', () => {
  it.each<[string, Options]>([
    ['the tenant keeps its own server', { tenant: { reports: undefined, ownServer: true } }],
    ['no secret is set', { environment: { SWITCHBOARD_EVENTS_SECRET: '' } }],
  ])('is nothing where %s', async (_case, options) => {
    const { call } = await runCall(options);

    expect(overridesOf(call)).not.toHaveProperty('server');
    expect(overridesOf(call)).not.toHaveProperty('serverMessages');
    expect(world.vapi.messages.tries).toEqual([]);
  });

  it('is left out, and the caller connected, where Vapi refuses it', async () => {
    world.vapi.nextFaults.push({
      kind: 'status',
      status: 400,
      body: '{"message":["assistantOverrides.server.backoffPlan.type must be an object"]}',
    });

    const { call, incoming } = await runCall();

    expect(incoming.outcome).toBe('assistant');
    expect(world.vapi.postCount).toBe(2);
    expect(Object.keys(overridesOf(call))).toEqual(['variableValues', 'metadata']);
  });
});
