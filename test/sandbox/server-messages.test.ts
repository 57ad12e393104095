import { Clock } from '../../sandbox/clock/clock';
import { findCallError } from '../../sandbox/vapi/call-rules';
import { ServerMessages } from '../../sandbox/vapi/server-messages';
import { StandInCall } from '../../sandbox/vapi/stand-in-call';
import { buildEventsServer } from '../../src/vapi/events-server';
import { parseServerMessage } from '../../src/vapi/server-message';
import { eventsServer } from '../fakes/call-request';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const events = buildEventsServer(eventsServer);

const clock = new Clock();
let sender: ServerMessages;
beforeEach(() => {
  sender = new ServerMessages(clock, () => undefined);
});
afterEach(() => sender.stop());

/** Lets a call begin and end whose server answers with these statuses, one each, then 200. */
const runCall = async (overrides: object = events, statuses: number[] = []) => {
  const asked: { url: string; headers: Record<string, string>; body: object }[] = [];
  sender.post = (url, body, { headers }) => {
    asked.push({ url, headers, body });
    return Promise.resolve(statuses.shift() ?? 200);
  };
  const request = { assistantOverrides: { metadata: { callSid: 'CA1' }, ...overrides } };
  const onStatus = (changed: StandInCall) => sender.notify(changed);
  const call = new StandInCall(request, { clock, onStatus });
  call.begin('CA1');
  await sender.settle();
  call.end('assistant-ended-call');
  await sender.settle();
  return { asked, call };
};

/** What arrived, in order: the type, or the status of an update. */
const reported = (asked: readonly { body: object }[]) =>
  asked.map(({ body }) => {
    const { type, status } = parseServerMessage((body as { message: unknown }).message);
    return type === 'status-update' ? status : type;
  });

describe("the stand-in's messages about a call", () => {
  it('go to the server of the call, with its headers, each once', async () => {
    const { asked, call } = await runCall();

    expect(reported(asked)).toEqual(['in-progress', 'ended', 'end-of-call-report']);
    expect(new Set(asked.map(({ url }) => url))).toEqual(new Set([eventsServer.eventsUrl]));
    expect(asked[0]?.headers).toEqual(events.server.headers);
    expect(asked.at(-1)?.body).toMatchObject({
      message: {
        type: 'end-of-call-report',
        endedReason: 'assistant-ended-call',
        call: { id: call.id, status: 'ended' },
        analysis: { successEvaluation: 'true' },
      },
    });
  });

  it.each([
    ['no server', { serverMessages: events.serverMessages }, []],
    [
      'a server that asks for the report',
      { ...events, serverMessages: ['end-of-call-report'] },
      ['end-of-call-report'],
    ],
    ['a server that asks for nothing', { ...events, serverMessages: [] }, []],
    [
      'a server without a list',
      { server: events.server },
      ['in-progress', 'ended', 'end-of-call-report'],
    ],
  ])('with %s are %j', async (_case, overrides, expected) => {
    expect(reported((await runCall(overrides)).asked)).toEqual(expected);
  });

  it('come again by the backoff plan until they are taken', async () => {
    const { asked } = await runCall(events, [200, 200, 503, 0, 500, 204]);

    expect(reported(asked).slice(2)).toEqual(Array(4).fill('end-of-call-report'));
    expect(sender.tries.slice(2).map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 503],
      [2, 0],
      [3, 500],
      [4, 204],
    ]);
  });

  it('are given up after the last repeat', async () => {
    const { asked } = await runCall(events, [200, 200, ...Array<number>(10).fill(503)]);

    expect(asked).toHaveLength(2 + 6);
  });

  it.each<[string, object]>([
    ['has no backoff plan', { ...events.server, backoffPlan: undefined }],
    [
      'excludes the status',
      {
        ...events.server,
        backoffPlan: { ...events.server.backoffPlan, excludedStatusCodes: [503] },
      },
    ],
  ])('are not repeated where the server %s', async (_case, server) => {
    const { asked } = await runCall({ ...events, server }, [200, 200, 503]);

    expect(asked).toHaveLength(3);
  });

  it.each([
    [{ kind: 'lose', type: 'end-of-call-report' }, ['in-progress', 'ended']],
    [
      { kind: 'duplicate', type: 'end-of-call-report' },
      ['in-progress', 'ended', 'end-of-call-report', 'end-of-call-report'],
    ],
    [{ kind: 'swap' }, ['in-progress', 'end-of-call-report', 'ended']],
    [
      { kind: 'delay', type: 'status-update', delayMs: 30 },
      ['in-progress', 'end-of-call-report', 'ended'],
    ],
  ] as const)('go astray by %j', async (fault, expected) => {
    sender.faults.push(fault);

    expect(reported((await runCall()).asked)).toEqual(expected);
  });

  it('leave this machine for nobody', async () => {
    const call = new StandInCall({ assistantOverrides: events }, { clock });
    const sent = new ServerMessages(clock, () => undefined);

    sent.notify(call);
    await sent.settle();

    expect(sent.tries.map(({ status }) => status)).toEqual(Array(6).fill(0));
    await sent.stop();
  });
});

describe('what a call names as its server', () => {
  const organisation = {
    apiKey: 'key',
    assistantIds: [ID],
    squadIds: [],
    workflowIds: [],
    phoneNumberIds: [ID],
  };
  const { server } = events;
  const withBackoff = (parts: object) => ({
    server: { ...server, backoffPlan: { ...server.backoffPlan, ...parts } },
  });
  const refusalOf = (assistantOverrides: object) => {
    const request = { phoneCallProviderBypassEnabled: true, assistantId: ID, phoneNumberId: ID };
    return findCallError({ ...request, assistantOverrides }, organisation);
  };

  it('is taken as we send it', () => {
    expect(refusalOf(events)).toBeUndefined();
  });

  it.each<[object, string]>([
    [{ server: 'x' }, 'assistantOverrides.server must be an object'],
    [{ server: { ...server, secret: 'x' } }, 'server.property secret should not exist'],
    [{ server: { ...server, url: 'http://a.example' } }, 'server.url must be an https URL'],
    [{ server: { ...server, timeoutSeconds: 301 } }, 'timeoutSeconds must be between 1 and 300'],
    [{ server: { ...server, headers: { a: 1 } } }, 'server.headers must hold strings'],
    [{ server: { ...server, staticIpAddressesEnabled: 'no' } }, 'must be a boolean'],
    [{ server: { ...server, backoffPlan: [] } }, 'backoffPlan must be an object'],
    [{ server: { ...server, backoffPlan: {} } }, 'backoffPlan.type should not be empty'],
    [withBackoff({ type: 'linear' }), 'backoffPlan.type must be one of'],
    [withBackoff({ maxRetries: 11 }), 'backoffPlan.maxRetries must be between 0 and 10'],
    [withBackoff({ baseDelaySeconds: '2' }), 'baseDelaySeconds must be between 0 and 10'],
    [withBackoff({ excludedStatusCodes: 400 }), 'excludedStatusCodes must be an array'],
    [withBackoff({ delay: 1 }), 'backoffPlan.property delay should not exist'],
    [{ serverMessages: 'hang' }, 'assistantOverrides.serverMessages must be an array'],
    [{ serverMessages: ['call-ended'] }, 'each value in serverMessages must be one of'],
  ])('is refused: %j', (overrides, message) => {
    const error = refusalOf(overrides);

    expect(error?.status).toBe(400);
    expect(String(error?.body.message)).toContain(message);
  });
});
