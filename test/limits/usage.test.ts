import {
  addUsage,
  type CountedLimit,
  listLimitStates,
  nameUsage,
  parseUsage,
  PERIODS,
  refusesAtLimit,
  type Usage,
} from '../../src/limits/usage';
import { checkTenant } from '../../src/tenants/check-tenant';
import { tenantOf } from '../fakes/tenants';

const limits = {
  minutesPerMonth: 100,
  callsPerDay: 10,
  monthlyCostUsd: 50,
  onLimit: 'warn',
} as const;

const levelOf = (limit: CountedLimit, used: Partial<Usage>) =>
  PERIODS.flatMap((period) =>
    listLimitStates(limits, period, { seconds: 0, calls: 0, costUsd: 0, ...used }),
  ).find((state) => state.limit === limit)?.level;

describe('a limit', () => {
  it.each<[CountedLimit, Partial<Usage>, string]>([
    ['minutesPerMonth', { seconds: 79 * 60 + 59 }, 'within'],
    ['minutesPerMonth', { seconds: 80 * 60 }, 'near'],
    ['minutesPerMonth', { seconds: 99 * 60 + 59 }, 'near'],
    ['minutesPerMonth', { seconds: 100 * 60 }, 'met'],
    ['callsPerDay', { calls: 7 }, 'within'],
    ['callsPerDay', { calls: 8 }, 'near'],
    ['callsPerDay', { calls: 10 }, 'met'],
    ['monthlyCostUsd', { costUsd: 39.9999 }, 'within'],
    ['monthlyCostUsd', { costUsd: 40 }, 'near'],
    ['monthlyCostUsd', { costUsd: 50.0001 }, 'met'],
  ])('%s of %j is %s', (limit, used, level) => {
    expect(levelOf(limit, used)).toBe(level);
  });

  it.each([
    [undefined, false],
    [{ onLimit: 'fallback', maxCallSeconds: 600 }, false],
    [{ onLimit: 'warn', callsPerDay: 1 }, false],
    [{ onLimit: 'fallback', callsPerDay: 1 }, true],
  ] as const)('%j refuses callers: %s', (given, refuses) => {
    expect(refusesAtLimit({ limits: given })).toBe(refuses);
  });
});

describe('a period', () => {
  const berlin = { ...tenantOf().hours!, timeZone: 'Europe/Berlin' };

  it.each([
    ['2026-11-30T23:30Z', undefined, ['month.2026-11', 'day.2026-11-30']],
    ['2026-11-30T23:30Z', berlin, ['month.2026-12', 'day.2026-12-01']],
    ['2026-07-31T21:59Z', berlin, ['month.2026-07', 'day.2026-07-31']],
    ['2026-07-31T22:00Z', berlin, ['month.2026-08', 'day.2026-08-01']],
  ])('at %s is that of the tenant’s calendar', (at, hours, names) => {
    expect(PERIODS.map((period) => nameUsage(period, { hours }, Date.parse(at)))).toEqual(names);
  });
});

describe('what Sync holds', () => {
  it.each([undefined, null, 'x', { seconds: 'a', calls: -1, costUsd: NaN }])(
    'counts nothing where it is %j',
    (data) => {
      expect(parseUsage(data)).toEqual({ seconds: 0, calls: 0, costUsd: 0 });
    },
  );

  it('is added to the ten-thousandth of a dollar', () => {
    const cents = Array.from({ length: 1_000 }, () => ({ costUsd: 0.1001 }));

    const sum = cents.reduce(addUsage, parseUsage({}));

    expect(sum.costUsd).toBe(100.1);
  });
});

describe('the schema of limits', () => {
  const problemsOf = (value: object) =>
    checkTenant({
      id: 'a',
      name: 'A',
      numbers: ['+12025550101'],
      assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
      limits: value,
    }).problems;

  it.each([
    [{ maxCallSeconds: 9 }, /maxCallSeconds: is not a whole number of seconds from 10 to 43200/],
    [{ maxCallSeconds: 43_201 }, /from 10 to 43200/],
    [{ minutesPerMonth: 0 }, /minutesPerMonth: is not a whole number of minutes/],
    [{ monthlyCostUsd: 0 }, /monthlyCostUsd: is not an amount of US dollars/],
    [{ onLimit: 'reject' }, /onLimit: is none of "warn", "fallback"/],
    [{ callsPerHour: 3 }, /callsPerHour: is not a known field/],
  ])('refuses %j', (value, problem) => {
    expect(problemsOf(value)).toEqual([expect.stringMatching(problem)]);
  });

  it('takes all of them, and warns by default', () => {
    expect(problemsOf({ ...limits, maxCallSeconds: 10 })).toEqual([]);
    expect(problemsOf({})).toEqual([]);
  });
});
