import type { Fault } from '../../../../sandbox/vapi/faults';
import { ProbeWorld } from './probe-world';

/** A process starts and waits several times; the machine may be busy. */
jest.setTimeout(60_000);

let world: ProbeWorld;
beforeEach(async () => (world = await ProbeWorld.start()));
afterEach(() => world.stop());

const streamAt = (url: string) => `<Response><Connect><Stream url="${url}"/></Connect></Response>`;
const ACCEPTABLE =
  'phoneCallProviderDetails.twiml: expected TwiML that callers may be connected to';

describe('probe of a Vapi that drifted', () => {
  it.each<[string, Fault, string]>([
    [
      'twiml at the top',
      {
        kind: 'fields',
        fields: { phoneCallProviderDetails: undefined, twiml: streamAt('{streamUrl}') },
      },
      'phoneCallProviderDetails.twiml: expected TwiML with a stream, found nothing; there is TwiML at twiml',
    ],
    [
      'twiml renamed',
      {
        kind: 'fields',
        fields: { phoneCallProviderDetails: { twimlDocument: streamAt('{streamUrl}') } },
      },
      'phoneCallProviderDetails.twiml: expected TwiML with a stream, found nothing; there is TwiML at phoneCallProviderDetails.twimlDocument',
    ],
    [
      'another host',
      { kind: 'twiml', twiml: streamAt('wss://media.example.net/0199/transport') },
      `${ACCEPTABLE}, found the stream's host is not among VAPI_STREAM_HOSTS (wss:// at media.example.net)`,
    ],
    [
      'an address without TLS',
      { kind: 'twiml', twiml: streamAt('ws://localhost/0199/transport') },
      `${ACCEPTABLE}, found the stream's address is not a plain wss: address (ws:// at localhost)`,
    ],
    [
      'two streams',
      {
        kind: 'twiml',
        twiml: `<Response><Connect><Stream url="{streamUrl}"/><Stream url="{streamUrl}"/></Connect></Response>`,
      },
      `${ACCEPTABLE}, found 2 streams under Connect instead of one (wss:// at localhost, wss:// at localhost)`,
    ],
    ['no id', { kind: 'fields', fields: { id: undefined } }, 'id: expected a UUID, found nothing'],
    [
      'HTML',
      { kind: 'body', body: '<html><body>Created</body></html>' },
      'the body: expected a JSON object, found HTML or XML',
    ],
    [
      'a refused WebSocket',
      { kind: 'handshake', status: 404 },
      'the WebSocket: expected status 101, found status 404',
    ],
    [
      'a new endedReason',
      { kind: 'stream', assistant: 'talk', endedReason: 'caller-left-the-building' },
      "the call's endedReason: expected one that the code knows, found caller-left-the-building",
    ],
  ])('names it and ends with 1: %s', async (_name, fault, problem) => {
    const { exitCode, problems, ok } = await world.probeWith(fault);

    expect(problems).toEqual([problem]);
    expect([exitCode, ok]).toEqual([1, false]);
  });

  it('opens no WebSocket that callers would not be connected to, and waits for no end', async () => {
    await world.probeWith({ kind: 'twiml', twiml: streamAt('{streamUrl}?token=1') });

    expect(world.vapi.calls).toMatchObject([{ handshakes: 0 }]);
    expect(world.vapi.callLookupCount).toBe(1);
  });

  it('names an optional field that is refused, and asks without it as calls do', async () => {
    const { exitCode, problems, data } = await world.probeWith({
      kind: 'status',
      status: 400,
      body: '{"message":["property metadata should not exist"],"error":"Bad Request"}',
    });

    expect(problems).toEqual([
      "the request's metadata: expected accepted, found 400: property metadata should not exist",
    ]);
    expect(data.steps.map(({ step }) => step)).toEqual([
      'POST /call',
      'POST /call',
      'WebSocket',
      'GET /call/{id}',
    ]);
    expect([exitCode, 'metadata' in world.vapi.calls[0]!.request]).toEqual([1, false]);
  });

  it('names where messages go as refused, and asks without it as calls do', async () => {
    const { exitCode, problems } = await world.probeWith({
      kind: 'status',
      status: 400,
      body: '{"message":["assistantOverrides.server.backoffPlan.type must be an object"]}',
    });

    expect([exitCode, problems]).toEqual([
      1,
      [expect.stringMatching(/server[^]*expected accepted, found 400: assistantOverrides\.server/)],
    ]);
    expect(world.vapi.calls[0]?.request['assistantOverrides']).not.toHaveProperty('server');
  });

  it('asks no second time when the bypass itself is refused', async () => {
    const { exitCode, problems } = await world.probeWith({
      kind: 'status',
      status: 400,
      body: '{"message":["property phoneCallProviderBypassEnabled should not exist"]}',
    });

    expect(problems).toEqual([
      expect.stringMatching(
        /^the request's phoneCallProviderBypassEnabled: .* found 400: property/,
      ),
    ]);
    expect([exitCode, world.vapi.postCount]).toEqual([1, 1]);
  });

  it('finds a POST /call that is no more', async () => {
    const body = '{"message":"Cannot POST /call","error":"Not Found","statusCode":404}';
    const { exitCode, problems } = await world.probeWith({ kind: 'status', status: 404, body });

    expect(problems).toEqual(['POST /call: expected 201, found 404: Cannot POST /call']);
    expect(exitCode).toBe(1);
  });

  it('finds a call that cannot be read', async () => {
    world.vapi.standingCallLookupFault = { kind: 'status', status: 404, body: '{}' };

    const { exitCode, problems } = await world.probe();

    expect([exitCode, problems]).toEqual([1, ['GET /call/{id}: expected 200, found 404']]);
  });

  it('ends with 0 where the code copes, and notes each difference', async () => {
    const { exitCode, problems, data } = await world.probeWith({
      kind: 'fields',
      httpStatus: 200,
      fields: {
        metadata: { tenantId: 'another' },
        assistantOverrides: {},
        subscriptionLimits: { concurrencyBlocked: 'no' },
        billingPlan: 'pay-as-you-go',
        region: { name: 'us-west-2' },
      },
    });

    expect([exitCode, problems]).toEqual([0, []]);
    expect(data.differences.map(({ path, found }) => `${path}: ${found}`)).toEqual([
      'the status: 200',
      'metadata.tenantId: another value (a text)',
      'metadata.callSid: nothing',
      'metadata.switchboardVersion: nothing',
      'assistantOverrides.variableValues: nothing',
      'assistantOverrides.metadata: nothing',
      'subscriptionLimits.concurrencyBlocked: a text',
      'subscriptionLimits.concurrencyLimit: nothing',
      'subscriptionLimits.remainingConcurrentCalls: nothing',
    ]);
    expect(data.differences.every(({ isHarmless }) => isHarmless)).toBe(true);
    expect(data.newFields).toEqual(['billingPlan', 'region']);
  });

  it('shows a table of what differs, first what callers would meet', async () => {
    world.vapi.nextFaults.push({ kind: 'fields', fields: { id: null, metadata: null } });

    const { stdout } = await world.run();

    expect(stdout).toMatch(/^DIFFERS +id +a UUID +null\nnote +metadata +as it was sent +null$/m);
    expect(stdout).not.toContain('as the code expects it');
  });
});
