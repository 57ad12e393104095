import { mergeSpans } from '../../../../cli/history/reconcile/function-logs';
import { readSince } from '../../../../cli/history/reconcile/time-window';

const NOW_MS = Date.parse('2026-08-02T06:00:00Z');

describe('readSince', () => {
  it.each([
    ['24h', '2026-08-01T06:00:00Z'],
    ['90m', '2026-08-02T04:30:00Z'],
    ['7d', '2026-07-26T06:00:00Z'],
    ['2026-08-01', '2026-08-01T00:00:00Z'],
    ['2026-08-01T08:00+02:00', '2026-08-01T06:00:00Z'],
    [' 2026-08-01', '2026-08-01T00:00:00Z'],
    ['2026-08-01 ', '2026-08-01T00:00:00Z'],
    ['2026-02-28T23:00-05:00', '2026-03-01T04:00:00Z'],
    ['400d', '2025-06-28T06:00:00Z'],
  ])('reads %s', (text, iso) => {
    expect(readSince(text, NOW_MS)).toBe(Date.parse(iso));
  });

  it.each([
    ...['', '0h', '24', '24 hours', '2026-08-03', '2026-08-01T08:00', '2026-13-01', '-1h'],
    ...['2026-02-30', '2026-02-30T08:00Z', '2026-02-29T23:00-05:00'],
  ])('refuses %s', (text) => {
    expect(() => readSince(text, NOW_MS)).toThrow('is no time before now');
  });

  it.each(['401d', '9999d', '0001-01-01', '2025-06-28T05:59Z'])('takes %s for too old', (text) => {
    expect(() => readSince(text, NOW_MS)).toThrow('lies more than 400 days back');
  });
});

describe('mergeSpans', () => {
  it('makes one of times that touch', () => {
    const at = (minutes: number, durationSeconds = 60) => ({
      startMs: minutes * 60_000,
      durationSeconds,
    });

    expect(mergeSpans([at(100), at(10, 600), at(12)])).toEqual([
      { fromMs: 9 * 60_000, untilMs: 21 * 60_000 },
      { fromMs: 99 * 60_000, untilMs: 102 * 60_000 },
    ]);
  });
});
