import { Clock } from '../../../sandbox/clock/clock';

const HOUR_MS = 3_600_000;

/** Something of this machine that takes a while. */
const work = (ms = 20) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let clock: Clock;
let happened: string[];
beforeEach(() => {
  clock = new Clock({ startsAtMs: 0 });
  happened = [];
});

const note = (what: string) => happened.push(`${what} at ${clock.nowMs()}`);

describe('a clock', () => {
  it('lets an hour pass without waiting for it', async () => {
    const startedAtMs = performance.now();

    await clock.sleep(HOUR_MS);

    expect(clock.nowMs()).toBe(HOUR_MS);
    expect(performance.now() - startedAtMs).toBeLessThan(HOUR_MS / 100);
  });

  it('begins at the time of this machine', () => {
    const beforeMs = Date.now();

    clock = new Clock();

    expect(clock.now().getTime()).toBeGreaterThanOrEqual(beforeMs);
    expect(clock.nowMs()).toBeLessThanOrEqual(Date.now());
  });

  it('runs timers in the order of their times, and equal ones as they were set', async () => {
    for (const [index, ms] of [30, 10, 20, 10, 0].entries()) {
      clock.timer(ms, () => note(`timer ${index}`));
    }

    await clock.until(() => clock.isIdle);

    expect(happened).toEqual([
      'timer 4 at 0',
      'timer 1 at 10',
      'timer 3 at 10',
      'timer 2 at 20',
      'timer 0 at 30',
    ]);
  });

  it('ends what a timer begins before the next one runs, though it takes real time', async () => {
    clock.timer(10, () => {
      note('asks');
      void clock.during(work()).then(() => note('is answered'));
    });
    clock.timer(11, () => note('gives up'));

    await clock.until(() => clock.isIdle);

    expect(happened).toEqual(['asks at 10', 'is answered at 10', 'gives up at 11']);
  });

  it('lets what ended continue before time does', async () => {
    const chain = async () => {
      await clock.during(work());
      for (let count = 0; count < 50; count += 1) await Promise.resolve();
      await clock.during(work());
      note('second answer');
    };
    void chain();
    clock.timer(1, () => note('timer'));

    await clock.until(() => happened.length === 2);

    expect(happened).toEqual(['second answer at 0', 'timer at 1']);
  });

  it('continues after something real that failed', async () => {
    const failing = clock.during(work().then(() => Promise.reject(new Error('broken'))));

    await expect(failing).rejects.toThrow('broken');

    await clock.sleep(5);
    expect(clock.nowMs()).toBe(5);
  });

  it('stands still until everything real is over, however often it is said', async () => {
    const [first, second] = [clock.hold(), clock.hold()];
    clock.timer(1, () => note('timer'));
    first();
    first();

    await work();
    expect(happened).toEqual([]);

    second();
    await clock.until(() => happened.length === 1);
  });
});

describe('a wait', () => {
  it('is cut short by its signal, and then nothing is due', async () => {
    const given = new AbortController();
    const waiting = clock.sleep(HOUR_MS, given.signal);

    given.abort();

    expect(await waiting).toBe(false);
    expect(clock.isIdle).toBe(true);
    expect(await clock.sleep(HOUR_MS, given.signal)).toBe(false);
  });

  it('for ever ends by its signal alone', async () => {
    const given = new AbortController();
    const waiting = clock.sleep(Infinity, given.signal);
    clock.timer(HOUR_MS, () => given.abort());

    expect(await waiting).toBe(false);
    expect(clock.nowMs()).toBe(HOUR_MS);
  });

  it('does not come to a timer that was cancelled', async () => {
    const cancel = clock.timer(10, () => note('cancelled'));
    clock.timer(20, () => note('other'));
    cancel();

    await clock.until(() => clock.isIdle);

    expect(happened).toEqual(['other at 20']);
  });
});

describe('a test that acts by hand', () => {
  it('has all the time there is once what they waited for is so', async () => {
    const tick = () => clock.timer(10, () => (note('tick'), tick()));
    tick();

    await clock.until(() => happened.length === 3);
    await work();
    note('acts');
    await clock.until(() => happened.length === 5);

    expect(happened).toEqual([
      ...['tick at 10', 'tick at 20', 'tick at 30'],
      ...['acts at 30', 'tick at 40'],
    ]);
  });

  it('sees what is so when nothing real is in progress', async () => {
    let isAsking = false;
    clock.timer(10, () => {
      isAsking = true;
      void clock.during(work()).then(() => (isAsking = false));
    });

    await clock.until(() => clock.nowMs() === 10);

    expect(isAsking).toBe(false);
  });

  it('lets time pass again by continuing', async () => {
    clock.stop();
    const sleeping = clock.sleep(10);
    await work();
    expect(clock.nowMs()).toBe(0);

    clock.go();

    expect(await sleeping).toBe(true);
  });
});

describe('a clock with a pace', () => {
  it('takes its time, and none while something real is in progress', async () => {
    clock = new Clock({ startsAtMs: 0, pace: 10 });
    const startedAtMs = performance.now();
    const release = clock.hold();
    const heldAtMs = clock.nowMs();
    const sleeping = clock.sleep(500);
    await work(100);
    expect(clock.nowMs()).toBe(heldAtMs);
    release();

    await sleeping;

    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(145);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(heldAtMs + 500);
  });
});
