import { COLLEAGUE, PERSON } from './tenant-file';
import { TransferWorld, type TransferOptions } from './transfer-world';
import { World } from './world';

const world = new World();
let transfers: TransferWorld;
const start = async (options: TransferOptions = {}) =>
  (transfers = await TransferWorld.start(world, options));

beforeAll(() => world.start());
afterEach(() => transfers.stop());
afterAll(() => world.vapi.stop());

const NO_ANSWER = { kind: 'no-answer' } as const;
const nobodyAnswers = { network: { people: { [PERSON]: NO_ANSWER, [COLLEAGUE]: NO_ANSWER } } };
const entriesOf = (event: string) =>
  transfers.logEntries.filter((entry) => entry['event'] === event);
const limits = () => transfers.network.requests.flatMap(({ form }) => form['TimeLimit'] ?? []);

/** The assistant asks for a person in each conversation of a phone call, as often as it may. */
async function askAgainAndAgain(times: number) {
  const caller = await transfers.beginTalk();
  const { journal } = caller.leg.call;
  let isOver = false;
  void caller.finished.then(() => (isOver = true));
  for (let turn = 1; turn <= times && !isOver; turn += 1) {
    world.vapi.nextFaults.push({ kind: 'stream', assistant: 'talk', breakAfterMs: 15_000 });
    await transfers.callTool(caller, { id: `call_${turn}` });
    const isBack = () => journal.heard.filter((words) => /How else/.test(words)).length >= turn;
    await world.clock.until(() => isOver || isBack());
  }
  return transfers.finish(caller);
}

describe('an assistant that asks for a person again and again', () => {
  it('is stopped after three transfers, and the caller gets the fallback (T4)', async () => {
    await start({ destination: { ringSeconds: 5 }, ...nobodyAnswers });

    const report = await askAgainAndAgain(8);

    expect(world.vapi.postCount).toBe(3);
    expect([transfers.legsTo(PERSON), transfers.legsTo(COLLEAGUE)]).toEqual([3, 3]);
    expect(report.heard.at(-1)).toContain("can't take your call");
    expect(entriesOf('bound.met')).toMatchObject([
      { bound: 'transfersPerCall', tenantId: 'riverside-dental', max: 3 },
    ]);
  });
});

describe('a tool call that comes again', () => {
  /** Keeps the caller on the way to the conference, until it is told otherwise. */
  const holdBack = () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    transfers.reroute = (url) => (/transfer\/hold/.test(url) ? gate.then(() => url) : url);
    return letGo;
  };

  it('rings nobody before the conference exists, whatever container is asked (T5)', async () => {
    await start(nobodyAnswers);
    const caller = await transfers.beginTalk();
    const letGo = holdBack();

    const first = await transfers.callTool(caller);
    const other = await transfers.callTool(caller, { id: 'call_other', container: 1 });
    const again = await transfers.callTool(caller, { container: 1 });
    letGo();
    await transfers.finish(caller);

    expect([other, again]).toEqual([first, first]);
    expect([transfers.legsTo(PERSON), transfers.legsTo(COLLEAGUE)]).toEqual([1, 1]);
  });

  it('rings nobody, however often (T5)', async () => {
    await start(nobodyAnswers);
    const caller = await transfers.beginTalk();
    const letGo = holdBack();

    const answers = [];
    for (let index = 0; index < 30; index += 1) {
      answers.push(await transfers.callTool(caller, { container: index % 2 }));
    }
    letGo();
    await transfers.finish(caller);

    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect([transfers.legsTo(PERSON), transfers.legsTo(COLLEAGUE)]).toEqual([1, 1]);
  });

  it('gets the same answer after a failure, and another one may try again (T5)', async () => {
    await start();
    const caller = await transfers.beginTalk();
    const refusal = { status: 400, code: 21210, message: 'no' };
    transfers.network.failNext('POST Calls', refusal, 4);

    const first = await transfers.callTool(caller);
    const again = await transfers.callTool(caller, { container: 1 });
    transfers.network.clearFailures();
    const other = await transfers.callTool(caller, { id: 'call_other' });
    await transfers.finish(caller);

    expect([first.isError, again, other.isError]).toEqual([true, first, false]);
    expect(transfers.legsTo(PERSON)).toBe(1);
  });

  it('is answered where Sync keeps nothing', async () => {
    await start();
    transfers.network.failAlways('POST Sync/Maps', { status: 503, code: 20503, message: 'no' });
    const caller = await transfers.beginTalk();

    const answer = await transfers.callTool(caller);
    await transfers.finish(caller);

    expect(answer.isError).toBe(false);
    expect(entriesOf('transfer.unclaimed')).not.toEqual([]);
  });
});

describe('the leg of a person', () => {
  it('is limited to minutes until they press 1 (T1)', async () => {
    await start({ destination: { numbers: [PERSON] } });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    await transfers.finish(caller);

    expect(limits()).toEqual(['180', '14400']);
  });

  it('is not rung at a number of the switchboard itself (T1)', async () => {
    const own = '+12025550101';
    await start({ destination: { numbers: [own, PERSON] } });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    await transfers.finish(caller);

    expect([transfers.legsTo(PERSON), entriesOf('leg.refused').length]).toEqual([1, 1]);
    expect(entriesOf('leg.refused')).toMatchObject([{ purpose: 'transfer', why: 'own-number' }]);
  });
});
