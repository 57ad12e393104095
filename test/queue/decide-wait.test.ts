import { decideWait, type WaitFacts } from '../../src/queue/decide-wait';
import type { Queue } from '../../src/tenants/queue-schema';

const queue: Queue = {
  maxWaitSeconds: 600,
  maxCallers: 5,
  announceEverySeconds: 45,
  offers: ['voicemail', 'callback'],
};
const waiting: WaitFacts = {
  position: 3,
  waitedSeconds: 60,
  isFirst: false,
  announcedAtSeconds: 30,
  digits: '',
};

const decide = (facts: Partial<WaitFacts>, changes: Partial<Queue> = {}) =>
  decideWait({ ...waiting, ...facts }, { ...queue, ...changes });

describe('decideWait', () => {
  it('lets only the front caller try', () => {
    const decisions = [1, 2, 3].map((position) => decide({ position }).next);

    expect(decisions).toEqual(['try', 'wait', 'wait']);
  });

  it.each([
    ['1', 'voicemail'],
    ['2', 'callback'],
  ])('takes key %s for %s, at the front too', (digits, to) => {
    expect(decide({ digits, position: 1 })).toEqual({ next: 'leave', exit: { to } });
  });

  it.each(['3', '12', '#', 'hangup'])('takes no notification of %s', (digits) => {
    expect(decide({ digits }).next).toBe('wait');
  });

  it('takes no notification of a key whose offer was not made', () => {
    expect(decide({ digits: '2' }, { offers: ['voicemail'] }).next).toBe('wait');
  });

  it.each([
    [599, 'wait'],
    [600, 'leave'],
    [601, 'leave'],
  ])('lets nobody wait longer than allowed: after %d s they %s', (waitedSeconds, next) => {
    expect(decide({ waitedSeconds }).next).toBe(next);
  });

  it('lets the front caller go after the longest wait, with no more tries', () => {
    expect(decide({ position: 1, waitedSeconds: 600 })).toEqual({
      next: 'leave',
      exit: { to: 'fallback', why: 'max-wait' },
    });
  });

  it.each([
    [5, true, 'wait'],
    [6, true, 'leave'],
    // A caller who was let in may stay, although others came back before them.
    [6, false, 'wait'],
  ])('at position %d, first time %s: they %s', (position, isFirst, next) => {
    expect(decide({ position, isFirst }).next).toBe(next);
  });

  it('says that the queue was too long for a caller who is not let in', () => {
    expect(decide({ position: 6, isFirst: true })).toEqual({
      next: 'leave',
      exit: { to: 'fallback', why: 'max-callers' },
    });
  });

  it.each([
    [undefined, true],
    [30, false],
    [15, true],
    [16, false],
  ])(
    'tells the position in its time: last told at %s s, due %s',
    (announcedAtSeconds, announcesPosition) => {
      expect(decide({ announcedAtSeconds })).toEqual({ next: 'wait', announcesPosition });
    },
  );

  it('never tells it where the tenant says so, or Twilio does not know it', () => {
    const never = decide({ announcedAtSeconds: undefined }, { announceEverySeconds: 0 });
    const unknown = decide({ announcedAtSeconds: undefined, position: undefined });

    expect([never, unknown]).toEqual([
      { next: 'wait', announcesPosition: false },
      { next: 'wait', announcesPosition: false },
    ]);
  });
});
