import {
  CALLER,
  failureOf,
  PERSON,
  startNetworkWorld,
  TENANT,
  type NetworkWorld,
} from './network-world';

let world: NetworkWorld;
afterEach(() => world.close());

const create = () => world.client.calls.create({ to: PERSON, from: TENANT, twiml: '<Response/>' });

describe('Messages and recordings', () => {
  it('keep what is sent from a number of the account', async () => {
    world = await startNetworkWorld({});
    const send = (from: string, body: string) =>
      world.client.messages.create({ to: CALLER, from, body });

    expect(await send(TENANT, 'Missed call')).toMatchObject({ status: 'queued' });
    expect(await failureOf(send(CALLER, 'Hello'))).toMatchObject({ status: 400, code: 21606 });
    expect(await failureOf(send(TENANT, 'x'.repeat(1_601)))).toMatchObject({ code: 21617 });
    expect(world.network.messages).toMatchObject([
      { to: CALLER, from: TENANT, body: 'Missed call' },
    ]);
  });

  it('report by callback that they are on their way, and whether they have arrived', async () => {
    world = await startNetworkWorld({});
    world.network.undeliverable.set(PERSON, 30_034);
    const statusCallback = `${world.url}/text?tenant=a`;
    const send = (to: string) =>
      world.client.messages.create({ to, from: TENANT, body: 'Hello', statusCallback });

    await send(CALLER);
    await send(PERSON);
    await world.network.settle();

    const told = world
      .requestsTo('/text')
      .map(({ parameters }) => [
        ...[parameters['To'], parameters['MessageStatus'], parameters['ErrorCode']],
      ]);
    expect(told.sort()).toEqual([
      [CALLER, 'delivered', undefined],
      [CALLER, 'sent', undefined],
      [PERSON, 'sent', undefined],
      [PERSON, 'undelivered', '30034'],
    ]);
  });

  it('come from a number or a messaging service, and are valid for ten hours at most', async () => {
    world = await startNetworkWorld({});
    const send = (parts: object) =>
      world.client.messages.create({ to: CALLER, body: 'Hello', ...parts });
    const messagingServiceSid = `MG${'1'.repeat(32)}`;

    expect(await send({ messagingServiceSid })).toMatchObject({ status: 'accepted' });
    expect(await failureOf(send({}))).toMatchObject({ code: 21603 });
    expect(await failureOf(send({ messagingServiceSid: 'MG1' }))).toMatchObject({ code: 21701 });
    expect(await failureOf(send({ from: TENANT, validityPeriod: 36_001 }))).toMatchObject({
      status: 400,
    });
  });

  it('delete a recording once', async () => {
    world = await startNetworkWorld({ '/start': '<Record action="/done"/>', '/done': '<Hangup/>' });
    await world.finish(world.begin());
    const [sid = ''] = world.network.recordings;
    expect(world.requestsTo('/done')[0]?.parameters['RecordingUrl']).toContain(sid);

    expect(await world.client.recordings(sid).remove()).toBe(true);
    expect(await failureOf(world.client.recordings(sid).remove())).toMatchObject({
      status: 404,
      code: 20404,
    });
  });
});

describe('failures', () => {
  it('are one request or all of a route, and are told as Twilio reports them', async () => {
    world = await startNetworkWorld({});
    world.network.failNext('POST Calls', {
      status: 429,
      code: 20429,
      message: 'Too many requests',
    });
    world.network.failAlways('GET Calls', { status: 503, code: 20503, message: 'Unavailable' });

    expect(await failureOf(create())).toMatchObject({ status: 429, code: 20429 });
    expect(await create()).toMatchObject({ status: 'queued' });
    expect(await failureOf(world.client.calls.list())).toMatchObject({ status: 503 });
    expect(await failureOf(world.client.calls.list())).toMatchObject({ status: 503 });
    world.network.clearFailures();
    expect(await world.client.calls.list()).toHaveLength(1);
    expect(world.network.requests[0]).toMatchObject({
      method: 'POST',
      form: { To: PERSON, From: TENANT, Twiml: '<Response/>' },
      status: 429,
    });
  });

  it.each([
    ['hang', 0, /timeout/],
    ['reset', 0, /socket hang up|ECONNRESET/],
    ['reset-after', 1, /socket hang up|ECONNRESET/],
  ] as const)('by %s give no answer', async (failure, made, message) => {
    world = await startNetworkWorld({});
    world.network.failNext('POST Calls', failure);

    const { status, message: reported } = await failureOf(create());

    expect(status).toBeUndefined();
    expect(reported).toMatch(message);
    expect(world.network.calls).toHaveLength(made);
  });

  it('takes the time that it is given', async () => {
    world = await startNetworkWorld({}, { latencyMs: 120 });
    const startedAtMs = performance.now();

    await create();

    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(115);
  });
});
