import { runOnce, type RunOnceServices } from '../../src/bounds/run-once';
import { createFakeLog } from '../fakes/fake-log';
import { MessageAccount } from '../fakes/message-account';

let account: MessageAccount;
beforeEach(async () => {
  account = await MessageAccount.start();
});
afterEach(() => account.network.stop());

const BEGIN_MS = Date.now();

/** Asks in a container of its own, so many seconds after the first one. */
const ask = (
  work: () => Promise<boolean>,
  { afterMs = 0, leftMs = 7_000, store = account.boundStore } = {},
) => {
  const { log, entries } = createFakeLog();
  const context: RunOnceServices = {
    store,
    log,
    nowMs: () => BEGIN_MS + afterMs,
    remainingMs: () => leftMs,
  };
  return { outcome: runOnce('voicemail.RE1', 'linden', context, work), entries };
};

const succeed = () => Promise.resolve(true);

/** Work during which the container dies. */
const dies = async () => {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  void ask(() => {
    begin();
    return new Promise<boolean>(() => undefined);
  }).outcome;
  await begun;
};

describe('runOnce', () => {
  it('does the work for the first copy only', async () => {
    const first = await ask(succeed).outcome;
    const work = jest.fn(succeed);

    expect([first, await ask(work).outcome]).toEqual(['done', 'repeated']);
    expect(work).not.toHaveBeenCalled();
  });

  it('does it again for the next copy where the container died (T11)', async () => {
    await dies();

    const next = await ask(succeed, { afterMs: 7_001 }).outcome;

    expect(next).toBe('done');
    expect(await ask(succeed, { afterMs: 7_002 }).outcome).toBe('repeated');
  });

  it('asks for another copy while the first container may still be at it', async () => {
    await dies();
    const work = jest.fn(succeed);

    expect(await ask(work, { afterMs: 6_999, leftMs: 2_000 }).outcome).toBe('under-way');
    expect(work).not.toHaveBeenCalled();
  });

  it('lets a copy that comes meanwhile wait for the end', async () => {
    let end: (isDone: boolean) => void = () => undefined;
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const first = ask(() => {
      begin();
      return new Promise<boolean>((resolve) => (end = resolve));
    });
    await begun;
    const reads = () => account.network.requests.filter(({ method }) => method === 'GET').length;
    const before = reads();
    const second = ask(succeed);
    while (reads() === before) await new Promise(setImmediate);

    end(true);

    expect(await Promise.all([first.outcome, second.outcome])).toEqual(['done', 'repeated']);
  });

  it('does work again that failed', async () => {
    const failed = await ask(() => Promise.resolve(false)).outcome;

    expect([failed, await ask(succeed).outcome]).toEqual(['failed', 'done']);
  });

  it('does it for every copy where Sync is down, with a warning', async () => {
    const down = () => Promise.reject(new Error('down'));
    const { add, read, replace } = { add: down, read: down, replace: down };
    const store = { ...account.boundStore, add, read, replace };

    const { outcome, entries } = ask(succeed, { store });

    expect([await outcome, await ask(succeed, { store }).outcome]).toEqual(['done', 'done']);
    expect(entries).toMatchObject([{ level: 'warn', event: 'bound.unclaimed' }]);
  });
});
