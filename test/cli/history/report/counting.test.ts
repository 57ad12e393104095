import { listCountTicks, nameTicks, thinOut } from '../../../../cli/history/report/page/scales';
import { createElements, type PageDocument } from '../../../../cli/history/report/page/elements';
import { Sample } from '../../../../cli/history/report/sample';
import { Timeline } from '../../../../cli/history/report/timeline';
import { WallClock } from '../../../../cli/history/report/wall-clock';

const HOUR_MS = 60 * 60_000;

function sampleOf(valuesMs: readonly number[]): Sample {
  const sample = new Sample();
  for (const ms of valuesMs) sample.add(ms);
  return sample;
}

describe('a sample', () => {
  it.each([
    [[], 0.5, undefined],
    [[4_000], 0.95, 4],
    [[3_000, 1_000, 2_000, 4_000], 0.5, 2],
    [[3_000, 1_000, 2_000, 4_000], 0.95, 4],
    [[-1_500, 500, -250], 0.5, -0.25],
  ])('of %j has at %d the exact value %p', (valuesMs, share, expected) => {
    expect(sampleOf(valuesMs).quantileSeconds(share)).toBe(expected);
  });

  it('may continue after it was asked', () => {
    const sample = sampleOf([5_000]);
    sample.quantileSeconds(0.5);
    sample.add(1_000);

    expect(sample.quantileSeconds(0.5)).toBe(1);
  });

  it.each([1, 100, 5_000])('has each of %d calls in one bar, outliers too', (count) => {
    const valuesMs = Array.from({ length: count }, (_each, index) => 1_000 + (index % 7) * 700);
    const histogram = sampleOf([...valuesMs, -9_000_000, 9_000_000]).histogram();

    expect(histogram.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(count + 2);
    expect(histogram.length).toBeLessThanOrEqual(80);
  });
});

describe('a wall clock', () => {
  it.each([
    ['UTC', '2026-08-01T23:30:00Z', 23, '2026-08-01'],
    ['Asia/Kolkata', '2026-08-01T23:30:00Z', 5, '2026-08-02'],
    ['Europe/Berlin', '2026-03-29T00:59:00Z', 1, '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 3, '2026-03-29'],
    ['America/New_York', '2026-11-01T05:30:00Z', 1, '2026-11-01'],
    ['America/New_York', '2026-11-01T06:30:00Z', 1, '2026-11-01'],
  ])('in %s shows %s as hour %d of %s', (timeZone, time, hour, day) => {
    expect(WallClock.in(timeZone).read(Date.parse(time))).toEqual({ hour, day });
  });
});

describe('a line of time', () => {
  const untilMs = Date.parse('2026-03-30T12:10:00Z');
  const lineOf = (hours: number) =>
    new Timeline({ fromMs: untilMs - hours * HOUR_MS, untilMs }, WallClock.in('Europe/Berlin'));

  it.each([
    [2, 'hour', 3],
    [48, 'hour', 49],
    [7 * 24, 'day', 8],
    [100 * 24, 'week', 16],
  ] as const)('of %d hours counts by the %s and leaves none out', (hours, unit, count) => {
    const line = lineOf(hours);

    expect(line.unit).toBe(unit);
    expect(line.list()).toHaveLength(count);
  });

  it('begins weeks on Monday', () => {
    expect(
      lineOf(100 * 24)
        .list()
        .at(-1)?.key,
    ).toBe('2026-03-30');
  });
});

describe('the axes', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [230, [0, 100, 200, 300]],
  ])('count up to %d in whole numbers', (max, ticks) => {
    expect(listCountTicks(max)).toEqual(ticks);
  });

  it('name a day where it begins, and no more texts than fit', () => {
    const keys = ['2026-08-01 22', '2026-08-01 23', '2026-08-02 00', '2026-08-02 01'];

    expect([...nameTicks(keys).values()]).toEqual([
      '22:00\n1 Aug',
      '23:00',
      '00:00\n2 Aug',
      '01:00',
    ]);
    expect(thinOut(keys, 2)).toEqual([keys[0], keys[2]]);
  });
});

describe('elements', () => {
  it.each(['script', 'style', 'title', 'textarea'])('are never a <%s>', (name) => {
    const make = createElements({} as PageDocument);

    expect(() => make(name, {}, 'text')).toThrow(name);
  });
});
