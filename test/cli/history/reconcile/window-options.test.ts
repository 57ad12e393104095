import { readFromUntil, readMonth } from '../../../../cli/history/reconcile/window-options';

const NOW_MS = Date.parse('2026-11-30T12:00:00Z');
const show = (window: { fromMs: number; untilMs: number } | undefined) =>
  window && [window.fromMs, window.untilMs].map((ms) => new Date(ms).toISOString());

describe('readMonth', () => {
  it.each([
    ['UTC', '2026-10-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z'],
    // Clocks go back within the month, so its ends have different offsets.
    ['Europe/Berlin', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['Pacific/Auckland', '2026-09-30T11:00:00.000Z', '2026-10-31T11:00:00.000Z'],
  ])('begins and ends at midnight in %s', (timeZone, from, until) => {
    expect(show(readMonth('2026-10', NOW_MS, timeZone))).toEqual([from, until]);
  });

  it('ends now where the month is not over', () => {
    const window = readMonth('2026-11', NOW_MS, 'UTC');

    expect(show(window)).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-30T12:00:00.000Z']);
  });
});

describe('readFromUntil', () => {
  it('has all of the last day, also where it is an hour longer', () => {
    const values = { from: '2026-10-25', until: '2026-10-25' };

    const window = readFromUntil({ values }, NOW_MS, 'Europe/Berlin');

    expect(show(window)).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  });
});
