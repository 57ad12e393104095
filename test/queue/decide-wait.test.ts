import { judgeWait, type WaitFacts } from '../../src/queue/decide-wait';
import type { Queue } from '../../src/tenants/queue-schema';

const queue: Queue = {
  longestWaitSeconds: 600,
  longestLine: 5,
  announceEverySeconds: 45,
  offers: ['voicemail', 'callback'],
};
const waiting: WaitFacts = {
  position: 3,
  waitedSeconds: 60,
  isFirst: false,
  toldAtSeconds: 30,
  digits: '',
};

const judge = (facts: Partial<WaitFacts>, changes: Partial<Queue> = {}) =>
  judgeWait({ ...waiting, ...facts }, { ...queue, ...changes });

describe('judgeWait', () => {
  it('lets only the front caller try', () => {
    const decisions = [1, 2, 3].map((position) => judge({ position }).next);

    expect(decisions).toEqual(['try', 'wait', 'wait']);
  });

  it.each([
    ['1', 'voicemail'],
    ['2', 'callback'],
  ])('takes key %s for %s, at the front too', (digits, to) => {
    expect(judge({ digits, position: 1 })).toEqual({ next: 'leave', exit: { to } });
  });

  it.each(['3', '12', '#', 'hangup'])('takes no notice of %s', (digits) => {
    expect(judge({ digits }).next).toBe('wait');
  });

  it('takes no notice of a key whose offer was not made', () => {
    expect(judge({ digits: '2' }, { offers: ['voicemail'] }).next).toBe('wait');
  });

  it.each([
    [599, 'wait'],
    [600, 'leave'],
    [601, 'leave'],
  ])('lets nobody wait longer than allowed: after %d s they %s', (waitedSeconds, next) => {
    expect(judge({ waitedSeconds }).next).toBe(next);
  });

  it('lets the front caller go after the longest wait, with no more tries', () => {
    expect(judge({ position: 1, waitedSeconds: 600 })).toEqual({
      next: 'leave',
      exit: { to: 'fallback', why: 'longest-wait' },
    });
  });

  it.each([
    [5, true, 'wait'],
    [6, true, 'leave'],
    // Whoever was let in may stay, although others came back before them.
    [6, false, 'wait'],
  ])('at position %d, first time %s: they %s', (position, isFirst, next) => {
    expect(judge({ position, isFirst }).next).toBe(next);
  });

  it('says that the line was too long for whoever is not let in', () => {
    expect(judge({ position: 6, isFirst: true })).toEqual({
      next: 'leave',
      exit: { to: 'fallback', why: 'longest-line' },
    });
  });

  it.each([
    [undefined, true],
    [30, false],
    [15, true],
    [16, false],
  ])(
    'tells the position in its time: last told at %s s, due %s',
    (toldAtSeconds, tellsPosition) => {
      expect(judge({ toldAtSeconds })).toEqual({ next: 'wait', tellsPosition });
    },
  );

  it('never tells it where the tenant says so, or Twilio does not know it', () => {
    const never = judge({ toldAtSeconds: undefined }, { announceEverySeconds: 0 });
    const unknown = judge({ toldAtSeconds: undefined, position: undefined });

    expect([never, unknown]).toEqual([
      { next: 'wait', tellsPosition: false },
      { next: 'wait', tellsPosition: false },
    ]);
  });
});
