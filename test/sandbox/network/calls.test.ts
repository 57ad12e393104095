import {
  COLLEAGUE,
  PERSON,
  startNetworkWorld,
  TENANT,
  CALLER,
  failureOf,
  ACCOUNT,
  type NetworkWorld,
} from './network-world';

let world: NetworkWorld;
afterEach(() => world.close());

const LISTEN = '<Pause length="60"/>';
const LONG = 'x'.repeat(4_001);
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

describe('POST Calls', () => {
  it('rings a person, runs the Url and tells every step', async () => {
    world = await startNetworkWorld({
      '/leg': '<Say>A caller</Say>',
      '/status': { status: 204 },
    });

    const made = await world.client.calls.create({
      to: PERSON,
      from: TENANT,
      url: `${world.url}/leg?for=1`,
      statusCallback: `${world.url}/status`,
      statusCallbackEvent: EVENTS,
    });
    await world.network.settle();

    expect(made).toMatchObject({ status: 'queued', to: PERSON, direction: 'outbound-api' });
    expect(world.requestsTo('/leg')[0]).toMatchObject({
      target: '/leg?for=1',
      isSigned: true,
      parameters: { CallSid: made.sid, Direction: 'outbound-api', CallStatus: 'in-progress' },
    });
    expect(world.requestsTo('/leg')[0]?.parameters).not.toHaveProperty('CallToken');
    const reported = world.requestsTo('/status').map(({ parameters }) => parameters);
    expect(reported.map(({ CallStatus }) => CallStatus)).toEqual([
      'initiated',
      'ringing',
      'in-progress',
      'completed',
    ]);
    expect(reported.map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', '1', '2', '3']);
    expect(reported[3]).toMatchObject({
      CallbackSource: 'call-progress-events',
      CallDuration: expect.stringMatching(/^\d+$/) as unknown,
      Timestamp: expect.stringMatching(/^\w{3}, \d\d .* \+0000$/) as unknown,
    });
    expect(await world.client.calls(made.sid).fetch()).toMatchObject({
      status: 'completed',
      answeredBy: null,
    });
  });

  it.each([
    ['busy', { kind: 'busy' }],
    ['no-answer', { kind: 'no-answer' }],
    ['failed', { kind: 'failed' }],
    ['failed', undefined],
  ] as const)('ends as %s when the person is %j', async (status, person) => {
    world = await startNetworkWorld(
      { '/status': { status: 204 } },
      { people: person === undefined ? {} : { [PERSON]: person } },
    );

    const made = await world.client.calls.create({
      to: PERSON,
      from: TENANT,
      twiml: `<Response>${LISTEN}</Response>`,
      timeout: 5,
      statusCallback: `${world.url}/status`,
    });
    await world.network.settle();

    expect(await world.client.calls(made.sid).fetch()).toMatchObject({ status, duration: '0' });
    expect(world.requestsTo('/status')).toHaveLength(1);
    expect(world.requestsTo('/status')[0]?.parameters['CallStatus']).toBe(status);
  });

  it.each([
    ['human', { kind: 'answers' }],
    ['machine_start', { kind: 'machine' }],
  ] as const)('tells %s apart when the person is %j', async (answeredBy, person) => {
    world = await startNetworkWorld(
      { '/leg': LISTEN, '/amd': { status: 204 } },
      { people: { [PERSON]: person } },
    );
    const made = await world.client.calls.create({
      to: PERSON,
      from: TENANT,
      url: `${world.url}/leg`,
      machineDetection: 'Enable',
      asyncAmd: 'true',
      asyncAmdStatusCallback: `${world.url}/amd`,
    });
    await world.clock.until(() => world.requestsTo('/leg').length);
    const early = await world.client.calls(made.sid).fetch();
    await world.clock.until(() => world.requestsTo('/amd').length);

    expect(early.answeredBy).toBeNull();
    expect((await world.client.calls(made.sid).fetch()).answeredBy).toBe(answeredBy);
    expect(world.requestsTo('/amd')[0]?.parameters).toMatchObject({
      CallSid: made.sid,
      AnsweredBy: answeredBy,
    });
  });

  it('waits for the machine detection where it is not asynchronous', async () => {
    world = await startNetworkWorld(
      { '/leg': LISTEN },
      { people: { [PERSON]: { kind: 'machine' } } },
    );
    await world.client.calls.create({
      to: PERSON,
      from: TENANT,
      url: `${world.url}/leg`,
      machineDetection: 'Enable',
      timeLimit: 10,
    });
    await world.network.settle();

    expect(world.requestsTo('/leg')[0]?.parameters['AnsweredBy']).toBe('machine_start');
    // The leg would listen for a minute.
    expect(world.network.calls[0]?.durationSeconds).toBe(10);
  });

  it('asks the FallbackUrl when the Url fails, and keeps problems of legs without a caller', async () => {
    world = await startNetworkWorld({ '/fallback': '<Say>Sorry</Say>' });
    await world.client.calls.create({
      to: PERSON,
      from: TENANT,
      url: `${world.url}/leg`,
      fallbackUrl: `${world.url}/fallback`,
    });
    await world.network.settle();

    expect(world.requestsTo('/fallback')[0]?.parameters['ErrorCode']).toBe('11200');
    expect(world.network.strayProblems).toEqual(['11200 /leg answered 404']);
  });

  it('shows the caller by a CallToken for as long as that caller is on the phone', async () => {
    world = await startNetworkWorld({ '/start': LISTEN });
    const caller = world.begin();
    await world.clock.until(() => caller.leg.status === 'in-progress');
    const callToken = world.requestsTo('/start')[0]?.parameters['CallToken'] ?? '';
    const create = (from: string, token?: string) =>
      world.client.calls.create({
        to: PERSON,
        from,
        twiml: '<Response/>',
        ...(token === undefined ? {} : { callToken: token }),
      });

    expect((await create(CALLER, callToken)).from).toBe(CALLER);
    expect(await failureOf(create(CALLER))).toMatchObject({ status: 400, code: 21210 });
    expect(await failureOf(create(CALLER, '{}'))).toMatchObject({ code: 21210 });
    expect(await failureOf(create(COLLEAGUE, callToken))).toMatchObject({ code: 21210 });
    caller.interrupt('hangup');
    expect(await failureOf(create(CALLER, callToken))).toMatchObject({ code: 21210 });
    const { people } = await world.finish(caller);
    await world.network.settle();
    expect(people).toHaveLength(1);
  });

  it.each([
    [{ To: 'anybody' }, 21211],
    [{ Url: '/leg' }, 21205],
    [{ Url: '' }, 21205],
    [{ Timeout: '601' }, 20001],
    [{ Twiml: LONG, Url: undefined }, 32018],
    [{ Url: undefined }, 21205],
    [{ Ring: 'loud' }, 20001],
    [{ StatusCallbackEvent: 'ended' }, 20001],
    [{ MachineDetection: 'true' }, 20001],
    [{ StatusCallback: '/status' }, 21609],
  ] as const)('refuses with the right code: %#', async (change, code) => {
    world = await startNetworkWorld({});
    const form = { To: PERSON, From: TENANT, Url: 'http://127.0.0.1:1/leg', ...change };
    const data = Object.fromEntries(
      Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );

    const answer = (await world.client.request({
      method: 'post',
      uri: `${world.network.apiUrl}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Calls.json`,
      data,
    })) as unknown;

    expect(answer).toMatchObject({
      statusCode: 400,
      body: { code, status: 400, message: expect.any(String) as unknown },
    });
    expect(world.network.calls).toEqual([]);
  });

  it('starts one call a second, in order', async () => {
    world = await startNetworkWorld({});
    const create = () =>
      world.client.calls.create({ to: PERSON, from: TENANT, twiml: '<Response/>' });

    const made = [await create(), await create(), await create()];
    await world.clock.until(() => world.network.calls[0]?.startedAt);
    const statuses = await Promise.all(
      made.map(async (call) => (await world.client.calls(call.sid).fetch()).status),
    );
    await world.network.settle();

    expect(statuses.slice(1)).toEqual(['queued', 'queued']);
    const startedAtMs = world.network.calls.map(({ startedAt }) => startedAt?.getTime() ?? 0);
    expect(startedAtMs.map((atMs) => atMs - (startedAtMs[0] ?? 0))).toEqual([0, 1_000, 2_000]);
  });

  it('refuses more calls than the account may have', async () => {
    world = await startNetworkWorld({ '/start': LISTEN }, { accountLegLimit: 1 });
    const caller = world.begin();

    const failure = await failureOf(
      world.client.calls.create({ to: PERSON, from: TENANT, twiml: '<Response/>' }),
    );
    caller.interrupt('hangup');

    expect(failure).toMatchObject({ status: 429, code: 10004 });
  });

  it('leaves calls in the queue where the network does', async () => {
    world = await startNetworkWorld({}, { branches: { newCalls: 'queued-for-ever' } });

    const made = await world.client.calls.create({
      to: PERSON,
      from: TENANT,
      twiml: '<Response/>',
    });
    await world.network.settle();
    expect((await world.client.calls(made.sid).fetch()).status).toBe('queued');

    await world.client.calls(made.sid).update({ status: 'canceled' });
    await world.clock.until(() => world.network.calls[0]?.endedAt);
    expect((await world.client.calls(made.sid).fetch()).status).toBe('canceled');
  });
});
