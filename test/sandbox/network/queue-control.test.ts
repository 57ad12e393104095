import { failureOf, startNetworkWorld, type NetworkWorld } from './network-world';
import { QUEUE } from './queue-documents';

let world: NetworkWorld;
afterEach(() => world.close());

const NOBODY = `CA${'0'.repeat(32)}`;
const NOT_FOUND = { status: 404, code: 20404 };

const callersOf = (count: number) => Promise.all(Array.from({ length: count }, beginOne));
/** Waits for each to be queued, so that their order is known. */
let chain = Promise.resolve();
const beginOne = () => {
  const begun = chain.then(async () => {
    const before = world.network.queues[0]?.members.length ?? 0;
    const placed = world.begin();
    await world.clock.until(() => world.network.queues[0]?.members.length === before + 1);
    return placed;
  });
  chain = begun.then(() => undefined);
  return begun;
};
const queueOf = () => world.client.queues(world.network.queues[0]?.sid ?? '');
const elsewhere = () => ({ url: `${world.url}/elsewhere` });
const leftOf = (callSid: string) =>
  world.requestsTo('/left').filter(({ parameters }) => parameters['CallSid'] === callSid);
const positionsOf = async () => {
  const members = await queueOf().members.list();
  return members.map(({ callSid, position }) => [callSid, position]);
};

describe('the REST interface of queues', () => {
  it('makes, lists, fetches, changes and deletes them', async () => {
    world = await startNetworkWorld(QUEUE);
    const { queues } = world.client;

    const made = await queues.create({ friendlyName: 'sales' });
    const changed = await queues(made.sid).update({ maxSize: 7, friendlyName: 'more sales' });

    expect(made).toMatchObject({ friendlyName: 'sales', currentSize: 0, maxSize: 1_000 });
    expect(made.sid).toMatch(/^QU[0-9a-f]{32}$/);
    expect(changed).toMatchObject({ friendlyName: 'more sales', maxSize: 7, averageWaitTime: 0 });
    expect((await queues.list()).map(({ sid }) => sid)).toEqual([made.sid]);
    expect(await queues(made.sid).remove()).toBe(true);
    expect(await failureOf(queues(made.sid).fetch())).toMatchObject(NOT_FOUND);
  });

  it('shows who waits, in the order in which they came', async () => {
    world = await startNetworkWorld(QUEUE);
    const [first, second] = await callersOf(2);

    const members = await queueOf().members.list();
    const front = await queueOf().members('Front').fetch();

    expect(members).toMatchObject([
      { callSid: first?.callSid, position: 1, queueSid: world.network.queues[0]?.sid },
      { callSid: second?.callSid, position: 2, waitTime: expect.any(Number) as unknown },
    ]);
    expect(members[0]?.dateEnqueued).toBeInstanceOf(Date);
    expect(front.callSid).toBe(first?.callSid);
    expect(await queueOf().fetch()).toMatchObject({ currentSize: 2, friendlyName: 'support' });
    expect((await world.client.calls(first?.callSid ?? '').fetch()).status).toBe('in-progress');
  });

  it('takes somebody out once: their action is told, and the new document rules', async () => {
    world = await startNetworkWorld(QUEUE);
    const [first, second] = await callersOf(2);
    const member = queueOf().members(first?.callSid ?? '');

    const taken = await member.update(elsewhere());
    const again = await failureOf(member.update(elsewhere()));
    const positions = await positionsOf();
    const report = first && (await world.finish(first));

    expect(taken).toMatchObject({ callSid: first?.callSid, position: 1 });
    expect(again).toMatchObject(NOT_FOUND);
    expect(positions).toEqual([[second?.callSid, 1]]);
    expect(leftOf(first?.callSid ?? '')).toMatchObject([
      { parameters: { QueueResult: 'redirected', CallStatus: 'in-progress' } },
    ]);
    expect(report?.heard).toEqual(['Elsewhere']);
    expect(report?.queues).toMatchObject([{ result: 'redirected' }]);
  });

  it('takes the next one each time that Front is asked for', async () => {
    world = await startNetworkWorld(QUEUE);
    const callers = await callersOf(2);

    const front = () => queueOf().members('Front');
    const taken = [await front().update(elsewhere()), await front().update(elsewhere())];

    expect(taken.map(({ callSid }) => callSid)).toEqual(callers.map(({ callSid }) => callSid));
    expect(await failureOf(front().update(elsewhere()))).toMatchObject(NOT_FOUND);
    expect(await failureOf(front().fetch())).toMatchObject(NOT_FOUND);
  });

  it('moves those behind up when a call is redirected or ended as such', async () => {
    world = await startNetworkWorld(QUEUE);
    const [first, second, third] = await callersOf(3);
    const { calls } = world.client;

    await calls(first?.callSid ?? '').update(elsewhere());
    await calls(second?.callSid ?? '').update({ status: 'completed' });

    expect(await positionsOf()).toEqual([[third?.callSid, 1]]);
    expect((first && (await world.finish(first)))?.heard).toEqual(['Elsewhere']);
    await second?.finished;
    const results = [first, second].map(
      (caller) => leftOf(caller?.callSid ?? '')[0]?.parameters['QueueResult'],
    );
    expect(results).toEqual(['redirected', 'hangup']);
  });

  it('refuses what Twilio refuses', async () => {
    world = await startNetworkWorld(QUEUE);
    const [caller] = await callersOf(1);
    const { queues } = world.client;
    const made = await queues.create({ friendlyName: 'sales' });
    const other = queues(made.sid);

    const post = (form: object) =>
      fetch(`${world.network.apiUrl}/2010-04-01/Accounts/${made.accountSid}/Queues.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${made.accountSid}:token`)}` },
        body: new URLSearchParams({ ...form }),
      });
    const bad = { status: 400, code: 20001 };
    const member = queueOf().members(caller?.callSid ?? '');

    expect((await post({})).status).toBe(400);
    expect((await post({ FriendlyName: 'a', Size: '1' })).status).toBe(400);
    expect(await failureOf(queues.create({ friendlyName: 'x'.repeat(65) }))).toMatchObject(bad);
    expect(await failureOf(queues.create({ friendlyName: 'a', maxSize: 0 }))).toMatchObject(bad);
    expect(await failureOf(other.update({ maxSize: 5_001 }))).toMatchObject(bad);
    expect(await failureOf(queues.create({ friendlyName: 'sales' }))).toMatchObject({
      status: 400,
    });
    expect(await failureOf(other.update({ friendlyName: 'support' }))).toMatchObject({
      status: 400,
    });
    expect(await failureOf(queueOf().remove())).toMatchObject({ status: 400 });
    expect(await failureOf(member.update({ url: '/elsewhere' }))).toMatchObject({ status: 400 });
    expect(await failureOf(member.update({ ...elsewhere(), method: 'PUT' }))).toMatchObject(bad);
    expect(await failureOf(other.members(caller?.callSid ?? '').fetch())).toMatchObject(NOT_FOUND);
    expect(await failureOf(queueOf().members(NOBODY).fetch())).toMatchObject(NOT_FOUND);
    expect(world.network.queues[0]?.members).toHaveLength(1);
  });
});
