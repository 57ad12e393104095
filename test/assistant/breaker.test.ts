import { Breaker } from '../../src/assistant/breaker';

const limits = { failures: 3, openMs: 15_000 };
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A breaker and the two clocks that it looks at. */
const createBreaker = () => {
  const clock = { wallMs: 1_800_000_000_000, monotonicMs: 5_000 };
  const breaker = new Breaker(() => ({ ...clock }));
  return {
    breaker,
    clock,
    pass: (ms: number) => {
      clock.wallMs += ms;
      clock.monotonicMs += ms;
    },
    fail: (times: number) => {
      for (let at = 0; at < times; at += 1) breaker.record(false, limits);
    },
  };
};

describe('Breaker', () => {
  it('opens after so many failures in a row, and says so once', () => {
    const { breaker } = createBreaker();

    const changes = [1, 2, 3, 4].map(() => breaker.record(false, limits));

    expect(changes).toEqual([false, false, true, false]);
    expect(breaker.admits(limits)).toBe(false);
  });

  it('stays closed while a success comes between the failures', () => {
    const { breaker, fail } = createBreaker();

    fail(2);
    breaker.record(true, limits);
    fail(2);

    expect(breaker.admits(limits)).toBe(true);
  });

  it('tells whether a call could be made without letting one through', () => {
    const { breaker, fail, pass } = createBreaker();
    fail(3);

    const early = !breaker.isOpen(limits);
    pass(15_000);
    const looks = [!breaker.isOpen(limits), !breaker.isOpen(limits)];

    expect([early, looks, breaker.admits(limits)]).toEqual([false, [true, true], true]);
    expect(!breaker.isOpen(limits)).toBe(false);
  });

  it('lets one call try after its time, and only one', () => {
    const { breaker, fail, pass } = createBreaker();
    fail(3);

    pass(14_999);
    const early = breaker.admits(limits);
    pass(1);

    expect([early, breaker.admits(limits), breaker.admits(limits)]).toEqual([false, true, false]);
  });

  it('closes when the trial succeeds, and says so', () => {
    const { breaker, fail, pass } = createBreaker();
    fail(3);
    pass(15_000);
    breaker.admits(limits);

    expect(breaker.record(true, limits)).toBe(true);
    expect([breaker.admits(limits), breaker.admits(limits)]).toEqual([true, true]);
  });

  it('stays open for its whole time again when the trial fails', () => {
    const { breaker, fail, pass } = createBreaker();
    fail(3);
    pass(15_000);
    breaker.admits(limits);
    pass(7_000);

    const changed = breaker.record(false, limits);
    pass(14_999);

    expect([changed, breaker.admits(limits)]).toEqual([false, false]);
    pass(1);
    expect(breaker.admits(limits)).toBe(true);
  });

  it('lets another call try where the trial never reports', () => {
    const { breaker, fail, pass } = createBreaker();
    fail(3);
    pass(15_000);

    breaker.admits(limits);
    pass(15_000);

    expect(breaker.admits(limits)).toBe(true);
  });

  it('never opens with 0 failures', () => {
    const { breaker } = createBreaker();
    const never = { ...limits, failures: 0 };

    const changes = Array.from({ length: 50 }, () => breaker.record(false, never));

    expect(changes).not.toContain(true);
    expect([breaker.admits(never), breaker.admits(never)]).toEqual([true, true]);
  });

  it.each([
    ['is set back a day', -DAY_MS, 20],
    ['is set ahead a day', DAY_MS, 20],
    ['continued while the container slept', 20_000, 0],
  ])('is kept open by no clock: the wall clock %s', (_case, wallMs, monotonicMs) => {
    const { breaker, fail, clock } = createBreaker();
    fail(3);

    clock.wallMs += wallMs;
    clock.monotonicMs += monotonicMs;

    expect(breaker.admits(limits)).toBe(true);
  });

  it('goes by the monotonic clock where the wall clock stands still', () => {
    const { breaker, fail, clock } = createBreaker();
    fail(3);

    clock.monotonicMs += 15_000;

    expect(breaker.admits(limits)).toBe(true);
  });

  it('reads clocks of its own', () => {
    const breaker = new Breaker();

    breaker.record(false, { failures: 1, openMs: 60_000 });

    expect(breaker.admits({ failures: 1, openMs: 60_000 })).toBe(false);
    expect(breaker.admits({ failures: 1, openMs: 0 })).toBe(true);
  });

  it('is open to a look, which changes nothing, until a call may try', () => {
    const { breaker, fail, pass } = createBreaker();
    const looks = [breaker.isOpen(limits)];

    fail(3);
    looks.push(breaker.isOpen(limits));
    pass(limits.openMs);
    looks.push(breaker.isOpen(limits));

    expect(looks).toEqual([false, true, false]);
    expect(breaker.admits(limits)).toBe(true);
  });
});
