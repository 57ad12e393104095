import { setTimeout as sleep } from 'node:timers/promises';
import { beforeDeadline, DeadlinePassed, startDeadline } from '../../src/runtime/deadline';

describe('startDeadline', () => {
  it('counts down by the given clock', () => {
    let nowMs = 1_000;
    const deadline = startDeadline(8_000, () => nowMs);

    nowMs = 3_500;

    expect(deadline.remainingMs()).toBe(5_500);
  });
});

describe('beforeDeadline', () => {
  it('returns what the work returns', async () => {
    await expect(beforeDeadline(Promise.resolve(7), startDeadline(1_000))).resolves.toBe(7);
  });

  it('passes on what the work throws', async () => {
    const work = Promise.reject(new Error('boom'));

    await expect(beforeDeadline(work, startDeadline(1_000))).rejects.toThrow('boom');
  });

  it('gives up on work that takes too long', async () => {
    const work = sleep(500);

    await expect(beforeDeadline(work, startDeadline(10))).rejects.toThrow(DeadlinePassed);
  });
});
