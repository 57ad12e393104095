import {
  COLLEAGUE,
  PERSON,
  startNetworkWorld,
  TENANT,
  CALLER,
  failureOf,
  connectClient,
  type NetworkWorld,
} from './network-world';

let world: NetworkWorld;
afterEach(() => world.close());

const CONFERENCE = '<Dial><Conference waitUrl="">conference</Conference></Dial>';
const LISTEN = '<Pause length="60"/>';

describe('POST Calls/{sid}', () => {
  it('sends a caller elsewhere, whose verb still requests its action', async () => {
    world = await startNetworkWorld({
      '/start': `<Dial action="/dialled"><Conference waitUrl="">conference</Conference></Dial>`,
      '/dialled': '<Say>Not heard</Say>',
      '/elsewhere': '<Say>Elsewhere</Say>',
    });
    const caller = world.begin();
    await world.clock.until(() => world.network.conferences[0]?.participants.length);

    await world.client.calls(caller.callSid).update({ url: `${world.url}/elsewhere` });
    const report = await world.finish(caller);

    expect(world.requestsTo('/dialled')).toHaveLength(1);
    expect(world.requestsTo('/elsewhere')[0]).toMatchObject({ method: 'POST', isSigned: true });
    expect(report).toMatchObject({ heard: ['Elsewhere'], problems: [] });
  });

  it('runs TwiML of its own on a leg', async () => {
    world = await startNetworkWorld({ '/start': LISTEN });
    const caller = world.begin();
    await world.clock.until(() => caller.leg.status === 'in-progress');

    await world.client
      .calls(caller.callSid)
      .update({ twiml: '<Response><Say>Taken</Say></Response>' });

    expect((await world.finish(caller)).heard).toEqual(['Taken']);
  });

  it('cancels a leg that rings, and hangs up one that talks', async () => {
    world = await startNetworkWorld(
      { '/leg': LISTEN },
      {
        callsPerSecond: 100,
        people: { [PERSON]: { kind: 'no-answer' }, [COLLEAGUE]: { kind: 'answers' } },
      },
    );
    const url = `${world.url}/leg`;
    const ringing = await world.client.calls.create({ to: PERSON, from: TENANT, url });
    const talking = await world.client.calls.create({ to: COLLEAGUE, from: TENANT, url });
    await world.clock.until(() => world.requestsTo('/leg').length);

    await world.client.calls(talking.sid).update({ status: 'canceled' });
    expect((await world.client.calls(talking.sid).fetch()).status).toBe('in-progress');
    await world.client.calls(ringing.sid).update({ status: 'canceled' });
    await world.client.calls(talking.sid).update({ status: 'completed' });
    await world.network.settle();

    expect((await world.client.calls(ringing.sid).fetch()).status).toBe('canceled');
    expect((await world.client.calls(talking.sid).fetch()).status).toBe('completed');
  });

  it('may refuse to cancel a leg that talks', async () => {
    world = await startNetworkWorld(
      { '/start': LISTEN },
      { branches: { cancelOfAnswered: 'refused' } },
    );
    const caller = world.begin();
    await world.clock.until(() => caller.leg.status === 'in-progress');
    const { callSid } = caller;

    const failure = await failureOf(world.client.calls(callSid).update({ status: 'canceled' }));
    caller.interrupt('hangup');

    expect(failure).toMatchObject({ status: 400, code: 21220 });
  });

  it('answers 21220 for a call that is over or not yet answered', async () => {
    world = await startNetworkWorld(
      { '/start': '' },
      { people: { [PERSON]: { kind: 'no-answer' } } },
    );
    const over = world.begin();
    await world.finish(over);
    const ringing = await world.client.calls.create({
      to: PERSON,
      from: TENANT,
      twiml: '<Response/>',
    });
    const twiml = '<Response/>';
    const refused = { status: 400, code: 21220 };

    expect(await failureOf(world.client.calls(ringing.sid).update({ twiml }))).toMatchObject(
      refused,
    );
    expect(await failureOf(world.client.calls(over.callSid).update({ twiml }))).toMatchObject(
      refused,
    );
    expect(
      await failureOf(world.client.calls(over.callSid).update({ status: 'completed' })),
    ).toMatchObject(refused);
    expect(
      await failureOf(
        world.client.calls(ringing.sid).update({ twiml, url: 'https://example.com/' }),
      ),
    ).toMatchObject({
      code: 20001,
    });
  });
});

describe('GET Calls', () => {
  it('lists by number, status and start, page by page', async () => {
    world = await startNetworkWorld({ '/start': LISTEN }, { callsPerSecond: 100 });
    const caller = world.begin();
    for (let count = 0; count < 3; count += 1) {
      await world.client.calls.create({ to: PERSON, from: TENANT, twiml: '<Response/>' });
    }
    await world.clock.until(
      () => world.network.calls.filter(({ endedAt }) => endedAt).length === 3,
    );
    const { calls } = world.client;

    expect(await calls.list({ to: PERSON, pageSize: 2 })).toHaveLength(3);
    expect((await calls.list({ status: 'completed', limit: 2 })).map(({ to }) => to)).toEqual([
      PERSON,
      PERSON,
    ]);
    expect((await calls.list({ from: CALLER })).map(({ sid }) => sid)).toEqual([caller.callSid]);
    expect(await calls.list({ startTimeAfter: new Date(Date.now() + 3_600_000) })).toEqual([]);
    caller.interrupt('hangup');
  });

  it('keeps how a call ended', async () => {
    world = await startNetworkWorld({ '/start': '<Reject reason="busy"/>' });
    const caller = world.begin();
    await world.finish(caller);

    const call = await world.client.calls(caller.callSid).fetch();

    expect(call).toMatchObject({ status: 'busy', direction: 'inbound', from: CALLER, to: TENANT });
    expect([call.duration, call.price]).toEqual(['0', null]);
  });

  it('knows its account and its calls only', async () => {
    world = await startNetworkWorld({ '/start': CONFERENCE });
    const others = { accountSid: `AC${'1'.repeat(32)}` };
    const stranger = connectClient(world.network, { authToken: 'guessed' });
    const sid = `CA${'0'.repeat(32)}`;

    expect(await failureOf(stranger.calls(sid).fetch())).toMatchObject({
      status: 401,
      code: 20003,
    });
    expect(await failureOf(connectClient(world.network, others).calls.list())).toMatchObject({
      status: 401,
      code: 20003,
    });
    expect(await failureOf(world.client.calls(sid).fetch())).toMatchObject({
      status: 404,
      code: 20404,
    });
    expect(await failureOf(world.client.applications.list())).toMatchObject({
      status: 404,
      code: 20404,
    });
  });
});
