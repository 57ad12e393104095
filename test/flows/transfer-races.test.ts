import { parametersOf } from './documents';
import { COLLEAGUE, PERSON } from './tenant-file';
import {
  outcomesOf,
  readOverrides,
  THIRD,
  type TransferOptions,
  TransferWorld,
} from './transfer-world';
import { World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let transfers: TransferWorld;
afterEach(() => transfers.stop());

const start = async (options?: TransferOptions) =>
  (transfers = await TransferWorld.start(world, options));

const ACCEPTS = { kind: 'answers', presses: ['1'], talksMs: 3_000 } as const;
const NO_ANSWER = { kind: 'no-answer' } as const;
const LONG = { ringSeconds: 60 };

const outcomeOfReturn = (caller: Parameters<TransferWorld['vapiCallOf']>[0]) =>
  readOverrides(transfers.vapiCallOf(caller).request).variableValues['transferOutcome'];

describe('the races of a transfer', () => {
  it('cancels every leg when the caller hangs up while people are rung', async () => {
    await start({
      destination: LONG,
      network: { people: { [PERSON]: NO_ANSWER, [COLLEAGUE]: NO_ANSWER } },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    await world.clock.until(() => transfers.requestsTo('/transfer/conference-status').length > 0);
    caller.interrupt('hangup');
    const report = await transfers.finish(caller);

    expect(outcomesOf(report)).toEqual({ [PERSON]: 'canceled', [COLLEAGUE]: 'canceled' });
    expect(world.vapi.postCount).toBe(1);
  });

  it('hangs up on a machine at once, and it never counts as a person', async () => {
    await start({
      destination: { numbers: [PERSON], ...LONG },
      network: { people: { [PERSON]: { kind: 'machine' } } },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    const hangUps = transfers.network.requests.filter(({ form, status }) => {
      return form['Status'] === 'completed' && status === 200;
    });
    expect(hangUps).toHaveLength(1);
    expect(report.reached).not.toContain('person');
    expect(report.reached).not.toContain('machine');
    expect(outcomeOfReturn(caller)).toBe('machine');
  });

  it('leaves a person in the talk whom Twilio takes for a machine', async () => {
    await start({
      destination: { numbers: [PERSON] },
      network: { people: { [PERSON]: { ...ACCEPTS, talksMs: 20_000 } } },
    });
    const caller = await transfers.beginTalk();
    await transfers.callTool(caller);
    await world.clock.until(() => transfers.network.conferences[0]?.participants.length === 2);

    const [leg] = transfers.network.calls.filter(({ direction }) => direction === 'outbound-api');
    const statusUrl =
      transfers.restRequests('POST', '/Calls.json')[0]?.form['StatusCallback'] ?? '';
    await transfers.post(statusUrl, { CallSid: leg?.sid ?? '', AnsweredBy: 'machine_start' });

    expect(leg?.status).toBe('in-progress');
    expect(outcomesOf(await transfers.finish(caller))).toEqual({ [PERSON]: 'bridged' });
  });

  it('gives the caller to one of two who accept at once; the other hears so', async () => {
    await start({
      destination: LONG,
      network: {
        people: {
          [PERSON]: { ...ACCEPTS, talksMs: 20_000 },
          [COLLEAGUE]: { ...ACCEPTS, talksMs: 20_000 },
        },
      },
    });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    const outcomes = Object.values(outcomesOf(report));
    expect(outcomes.filter((outcome) => outcome === 'bridged')).toHaveLength(1);
    const late = report.people.find(({ outcome }) => outcome !== 'bridged');
    expect(late?.heard.slice(1).every((words) => /Somebody else has taken/.test(words))).toBe(true);
    expect(report.reached.filter((whom) => whom === 'person')).toHaveLength(1);
  });

  it('tells a second acceptor that the call is taken', async () => {
    await start({
      destination: LONG,
      network: {
        people: {
          [PERSON]: { ...ACCEPTS, talksMs: 30_000 },
          [COLLEAGUE]: NO_ANSWER,
        },
      },
    });
    const caller = await transfers.beginTalk();
    await transfers.callTool(caller);
    await world.clock.until(() => transfers.network.conferences[0]?.participants.length === 2);

    const url = transfers.restRequests('POST', '/Calls.json')[0]?.form['Url'] ?? '';
    const form = { CallSid: `CA${'9'.repeat(32)}`, CallStatus: 'in-progress' };
    const late = await transfers.post(url, { ...form, Digits: '1' });
    const refused = await transfers.post(`${url}&joined=1`, { ...form, DialCallStatus: 'failed' });

    expect(late.body).toContain('Somebody else has taken this call');
    expect(refused.body).toContain('Somebody else has taken this call');
    await transfers.finish(caller);
  });

  it('tells an acceptor after the end that the caller is gone', async () => {
    await start({ destination: LONG, network: { people: { [PERSON]: NO_ANSWER } } });
    const caller = await transfers.beginTalk();
    await transfers.callTool(caller);
    await world.clock.until(() => transfers.requestsTo('/transfer/conference-status').length > 0);
    caller.interrupt('hangup');
    await transfers.finish(caller);

    const url = transfers.restRequests('POST', '/Calls.json')[0]?.form['Url'] ?? '';
    const form = { CallSid: `CA${'9'.repeat(32)}`, CallStatus: 'in-progress' };
    const late = await transfers.post(url, { ...form, Digits: '1' });

    expect(late.body).toContain('The caller has hung up');
  });

  it('lets an acceptor wait for a caller who is on the way, but not for ever', async () => {
    await start({ destination: LONG, network: { people: { [PERSON]: NO_ANSWER } } });
    const caller = await transfers.beginTalk();
    // The caller stays with the assistant: somebody who accepts now is there first.
    const refusal = { status: 500, code: 20500, message: 'An internal server error has occurred' };
    transfers.network.failAlways('POST Calls/{sid}', refusal);
    await transfers.callTool(caller);
    transfers.network.clearFailures();

    const url = transfers.restRequests('POST', '/Calls.json')[0]?.form['Url'] ?? '';
    const form = { CallSid: `CA${'9'.repeat(32)}`, CallStatus: 'in-progress' };
    const first = await transfers.post(url, { ...form, Digits: '1' });
    const last = await transfers.post(`${url}&accepted=4`, form);

    expect(first.body).toMatch(/<Pause length="2"\/><Redirect[^>]*>[^<]*accepted=1/);
    expect(last.body).toContain('The caller has hung up');
    caller.interrupt('hangup');
    await transfers.finish(caller);
  });

  it('ends with the caller who hangs up during the talk', async () => {
    await start({
      destination: { numbers: [PERSON] },
      network: { people: { [PERSON]: { ...ACCEPTS, talksMs: 60_000 } } },
    });
    const caller = await transfers.beginTalk();
    await transfers.callTool(caller);
    await world.clock.until(() => transfers.network.conferences[0]?.participants.length === 2);

    caller.interrupt('hangup');
    const report = await transfers.finish(caller);

    expect(report.problems).toEqual([]);
    expect(world.vapi.postCount).toBe(1);
    expect(transfers.network.calls.map(({ status }) => status)).toEqual(['completed', 'completed']);
  });

  it('ends where both hang up', async () => {
    await start({
      destination: { numbers: [PERSON] },
      network: { people: { [PERSON]: { ...ACCEPTS, talksMs: 60_000 } } },
    });
    const caller = await transfers.beginTalk();
    await transfers.callTool(caller);
    await world.clock.until(() => transfers.network.conferences[0]?.participants.length === 2);

    for (const call of transfers.network.calls) call.interrupt('hangup');
    await transfers.finish(caller);

    expect(world.vapi.postCount).toBe(1);
  });

  it.each(['twice', 'swapped'] as const)(
    'rings everybody once with callbacks %s',
    async (callbacks) => {
      await start({
        destination: { ring: 'in-turn', numbers: [PERSON, COLLEAGUE, THIRD] },
        network: {
          branches: { callbacks },
          people: {
            [PERSON]: { kind: 'busy' },
            [COLLEAGUE]: { kind: 'answers', presses: ['2'] },
            [THIRD]: ACCEPTS,
          },
        },
      });
      const caller = await transfers.beginTalk();

      await transfers.callTool(caller);
      const report = await transfers.finish(caller);

      expect([PERSON, COLLEAGUE, THIRD].map((number) => transfers.legsTo(number))).toEqual([
        1, 1, 1,
      ]);
      expect(outcomesOf(report)).toMatchObject({ [THIRD]: 'bridged' });
      expect(world.vapi.postCount).toBe(2);
    },
  );

  it('rings nobody again for the end of a leg that is told long after', async () => {
    await start({
      destination: { ring: 'in-turn', ...LONG },
      network: { people: { [PERSON]: { kind: 'busy' }, [COLLEAGUE]: NO_ANSWER } },
    });
    const caller = await transfers.beginTalk();
    await transfers.callTool(caller);
    await world.clock.until(
      () => transfers.network.conferences.at(-1)?.participants[0]?.label === 'caller-1',
    );

    const [reported] = transfers.requestsTo('/transfer/leg-status');
    await transfers.post(reported?.url ?? '', reported?.form ?? {});
    await transfers.post(reported?.url ?? '', reported?.form ?? {});

    expect(transfers.legsTo(COLLEAGUE)).toBe(1);
    await transfers.finish(caller);
    expect(transfers.legsTo(COLLEAGUE)).toBe(1);
  });

  it('rings people once where a tool call is delivered twice, at once and later', async () => {
    await start({
      destination: { numbers: [PERSON], ...LONG },
      network: { people: { [PERSON]: { ...ACCEPTS, delayMs: 30_000 } } },
    });
    const caller = await transfers.beginTalk();

    const answers = await Promise.all([
      transfers.callTool(caller),
      transfers.callTool(caller, { id: 'call_another' }),
    ]);
    await world.clock.until(() => transfers.network.conferences[0]?.participants.length === 1);
    const later = await transfers.callTool(caller);
    await transfers.finish(caller);

    expect([...answers, later].map(({ isError }) => isError)).toEqual([false, false, false]);
    expect(transfers.legsTo(PERSON)).toBe(1);
  });

  it('continues when the time is up though the legs are queued forever', async () => {
    await start({
      network: { branches: { newCalls: 'queued-for-ever' } },
    });
    const caller = await transfers.beginTalk();
    transfers.reroute = (url) =>
      url.includes('/transfer/wait') ? url.replace(/until=\d+/, 'until=1') : url;

    await transfers.callTool(caller);
    await transfers.finish(caller);

    expect(outcomeOfReturn(caller)).toBe('no-answer');
    const legs = transfers.network.calls.filter(({ direction }) => direction === 'outbound-api');
    expect(legs.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
  });

  it('carries the round from address to address', async () => {
    await start({ network: { people: { [PERSON]: NO_ANSWER } } });
    const caller = await transfers.beginTalk();
    await transfers.callTool(caller);
    await transfers.finish(caller);

    const [hold] = transfers.requestsTo('/transfer/hold');
    const waits = transfers.requestsTo('/transfer/wait');
    const { loop, over, ...round } = parametersOf(waits.at(-1)?.url ?? '');
    expect([Number(loop) > 0, over]).toEqual([true, undefined]);
    expect(round).toEqual(parametersOf(hold?.url ?? ''));
  });
});
