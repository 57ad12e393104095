import { expandHolidays } from '../../src/operator-files/expand-holidays';
import type { HolidayRules } from '../../src/tenants/hours-schema';

const NOW = new Date('2026-11-30T10:00Z');
const expand = (rules: HolidayRules, language = 'en-US', now = NOW) =>
  expandHolidays(rules, { language, now });
const datesOf = (rules: HolidayRules, year = '2026') =>
  Object.keys(expand(rules).dates).filter((date) => date.startsWith(year));

describe('expandHolidays', () => {
  it('lists the public holidays of a country, and none that banks alone keep', () => {
    expect(datesOf({ country: 'US' })).toEqual([
      ...['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03'],
      ...['2026-07-04', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25'],
    ]);
  });

  it('adds those of the state and of the region, in letters of either case', () => {
    const bavaria = datesOf({ country: 'DE', state: 'by' });

    expect(datesOf({ country: 'DE' })).not.toContain('2026-01-06');
    expect(bavaria).toContain('2026-01-06');
    expect(bavaria).not.toContain('2026-08-15');
    expect(datesOf({ country: 'DE', state: 'BY', region: 'KATH' })).toContain('2026-08-15');
  });

  it.each([
    ['de-DE', 'Neujahr'],
    ['en-US', "New Year's Day"],
    ['es-ES', 'Año Nuevo'],
  ])('names them in the language %s', (language, name) => {
    expect(expand({ country: 'DE' }, language).dates['2027-01-01']).toBe(name);
  });

  it.each([
    ['2026-11-30T10:00Z', '2026', '2028'],
    // It is still 2026 in America.
    ['2027-01-01T04:00Z', '2026', '2028'],
    ['2027-01-02T04:00Z', '2027', '2029'],
  ])('reaches at %s from %s to %s', (now, first, last) => {
    const dates = Object.keys(expand({ country: 'US' }, 'en', new Date(now)).dates);

    expect(dates[0]).toBe(`${first}-01-01`);
    expect(dates.at(-1)).toBe(`${last}-12-25`);
  });

  it.each([
    ['a date', '2026-12-25', ['2026-12-26']],
    ['a day of every year', '12-25', ['2026-12-26']],
    ['a name in the language of the tenant', 'Christmas Day', ['2026-12-26']],
    ['a name in the language of the country', '1. weihnachtstag', ['2026-12-26']],
  ])('leaves out what is excepted by %s', (_how, word, december) => {
    const rules = { country: 'DE', except: [word] };

    expect(expand(rules).warnings).toEqual([]);
    expect(datesOf(rules, '2026-12')).toEqual(december);
  });

  it('leaves out the day in the stead of a holiday with it', () => {
    const dates = datesOf({ country: 'US', except: ['Independence Day'] });

    expect(dates.filter((date) => date.startsWith('2026-07'))).toEqual([]);
  });

  it('adds days, once or every year; 29 February in leap years', () => {
    const add = [
      { date: '12-24', name: 'Christmas Eve' },
      { date: '2027-05-03' },
      { date: '02-29', name: 'Leap day' },
    ];

    const { dates } = expand({ country: 'US', add });

    expect(Object.keys(dates).filter((date) => date.endsWith('12-24'))).toHaveLength(3);
    expect(dates).toMatchObject({ '2026-12-24': 'Christmas Eve', '2027-05-03': '' });
    expect(Object.keys(dates).filter((date) => date.endsWith('02-29'))).toEqual(['2028-02-29']);
  });

  it('knows every day of a holiday of several days, and no half days', () => {
    expect(datesOf({ country: 'AE' }, '2026-03')).toEqual([
      ...['2026-03-20', '2026-03-21', '2026-03-22'],
    ]);
    expect(datesOf({ country: 'IS' }, '2026-12')).toEqual(['2026-12-25', '2026-12-26']);
  });

  it('warns of an exception that is no holiday, and names what may be meant', () => {
    expect(expand({ country: 'US', except: ['Christmas Dya', '2026-08-01'] }).warnings).toEqual([
      'except[0]: "Christmas Dya" is none of the holidays; did you mean Christmas Day?',
      'except[1]: "2026-08-01" is none of the holidays; list them: npm run switchboard -- tenants hours --days 365',
    ]);
  });

  it.each<[HolidayRules, string]>([
    [{ country: 'XX' }, 'country: no holidays are known of XX'],
    [{ country: 'DE', state: 'XY' }, 'state: Germany has no XY; its codes are BB (Brandenburg), '],
    [{ country: 'DK', state: 'XY' }, 'state: Denmark has no XY; leave it out'],
    [{ country: 'DE', region: 'A' }, 'region: needs its state beside it'],
    [{ country: 'DE', state: 'BY', region: 'B' }, 'region: Bayern has no B; its codes are A ('],
  ])('refuses %j', (rules, problem) => {
    expect(expand(rules).problems).toEqual([expect.stringContaining(problem)]);
  });
});
