import { decideHours, type Hours } from '../../src/tenants/hours';
import { BERLIN, PRACTICE } from '../fakes/practice-hours';

const isOpen = (hours: Hours, at: Date) => decideHours(hours, at).isOpen;

const open = (
  days: Hours['open'][number]['days'],
  from: string,
  to: string,
  timeZone = 'Etc/UTC',
) => ({
  timeZone,
  open: [{ days, from, to }],
});
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

describe('the week', () => {
  // 2026-11-23 is a Monday.
  it.each([
    ['2026-11-23T08:59:59Z', false],
    ['2026-11-23T09:00:00Z', true],
    ['2026-11-23T16:59:59Z', true],
    ['2026-11-23T17:00:00Z', false],
    ['2026-11-27T12:00:00Z', true],
    ['2026-11-28T12:00:00Z', false],
    ['2026-11-29T12:00:00Z', false],
  ])('knows weekdays from 9 to 5, at %s: %s', (at, isSo) => {
    expect(isOpen(open(WEEKDAYS, '09:00', '17:00'), new Date(at))).toBe(isSo);
  });

  it.each([
    ['2026-11-27T21:59:00Z', false],
    ['2026-11-27T22:00:00Z', true],
    ['2026-11-28T05:59:00Z', true],
    ['2026-11-28T06:00:00Z', false],
    ['2026-11-28T22:00:00Z', false],
    ['2026-11-27T03:00:00Z', false],
  ])('reaches over midnight from Friday into Saturday, at %s: %s', (at, isSo) => {
    expect(isOpen(open(['fri'], '22:00', '06:00'), new Date(at))).toBe(isSo);
  });

  it.each([
    ['2026-11-23T00:30:00Z', true],
    ['2026-11-22T06:00:00Z', true],
    ['2026-11-22T05:30:00Z', false],
    ['2026-11-29T23:59:00Z', true],
  ])('goes from Sunday into Monday, at %s: %s', (at, isSo) => {
    expect(isOpen(open(['sun'], '06:00', '01:00'), new Date(at))).toBe(isSo);
  });

  it('is open all day where end and start are the same', () => {
    const hours = open(['mon'], '00:00', '00:00');

    expect(isOpen(hours, new Date('2026-11-23T00:00:00Z'))).toBe(true);
    expect(isOpen(hours, new Date('2026-11-23T23:59:59Z'))).toBe(true);
    expect(isOpen(hours, new Date('2026-11-22T23:59:59Z'))).toBe(false);
  });

  it.each([
    ['Europe/Berlin', '2026-11-23T07:30:00Z', true],
    ['Europe/Berlin', '2026-11-23T06:59:00Z', false],
    ['America/Los_Angeles', '2026-11-24T00:30:00Z', true],
    ['America/Los_Angeles', '2026-11-24T01:00:00Z', false],
    ['Pacific/Kiritimati', '2026-11-22T18:30:00Z', true],
    ['Asia/Kathmandu', '2026-11-23T02:15:00Z', true],
    ['Asia/Kathmandu', '2026-11-23T02:14:00Z', false],
  ])('takes the clock of %s at %s: %s', (timeZone, at, isSo) => {
    expect(isOpen(open(['mon'], '08:00', '17:00', timeZone), new Date(at))).toBe(isSo);
  });

  it.each([
    // Clocks go forward on 29 March 2026 and back on 25 October 2026.
    ['2026-03-27T07:00:00Z', true],
    ['2026-03-27T06:59:00Z', false],
    ['2026-03-30T06:00:00Z', true],
    ['2026-03-30T05:59:00Z', false],
    ['2026-10-23T06:00:00Z', true],
    ['2026-10-26T06:00:00Z', false],
    ['2026-10-26T07:00:00Z', true],
  ])('keeps 8 o’clock at 8 o’clock through summer and winter, at %s: %s', (at, isSo) => {
    expect(isOpen(open(WEEKDAYS, '08:00', '17:00', 'Europe/Berlin'), new Date(at))).toBe(isSo);
  });

  it('takes any of several times', () => {
    const hours: Hours = {
      timeZone: 'Etc/UTC',
      open: [
        { days: ['mon'], from: '09:00', to: '12:00' },
        { days: ['mon'], from: '13:00', to: '17:00' },
      ],
    };

    const at = (time: string) => isOpen(hours, new Date(`2026-11-23T${time}:00Z`));

    expect([at('11:59'), at('12:30'), at('13:00')]).toEqual([true, false, true]);
  });
});

describe('decideHours', () => {
  it.each([
    // A Monday in winter: Berlin is an hour ahead of UTC.
    ['2026-11-23T06:59Z', false, 'week', '2026-11-23T07:00Z'],
    ['2026-11-23T10:59Z', true, 'week', undefined],
    ['2026-11-23T11:00Z', false, 'week', '2026-11-23T12:00Z'],
    ['2026-11-25T11:00Z', false, 'week', '2026-11-26T07:00Z'],
    ['2026-11-27T16:00Z', false, 'week', '2026-11-30T07:00Z'],
    // Special days matter more than holidays, holidays more than the week.
    ['2026-12-24T08:30Z', true, 'special', undefined],
    ['2026-12-24T09:00Z', false, 'special', '2026-12-25T08:00Z'],
    ['2026-12-25T09:00Z', true, 'special', undefined],
    ['2026-12-26T09:00Z', false, 'holiday', '2027-01-04T07:00Z'],
    ['2026-12-31T23:30Z', false, 'special', '2027-01-04T07:00Z'],
    ['2027-01-06T09:00Z', false, 'holiday', '2027-01-07T07:00Z'],
  ])('decides at %s: %s by %s, opens at %s', (at, isSo, why, opensAt) => {
    const decision = decideHours(PRACTICE, new Date(at));

    expect(decision).toMatchObject({ isOpen: isSo, why });
    expect(decision.opensAt).toEqual(opensAt === undefined ? undefined : new Date(opensAt));
  });

  it('names the special day or the holiday, and what is open on the day', () => {
    const eve = decideHours(PRACTICE, new Date('2026-12-24T20:00Z'));
    const epiphany = decideHours(PRACTICE, new Date('2027-01-06T09:00Z'));

    expect(eve).toMatchObject({ name: 'Christmas Eve', today: [{ from: '08:00', to: '10:00' }] });
    expect(epiphany).toMatchObject({ name: 'Epiphany', today: [] });
  });

  it('is open without hours, and looks at no clock', () => {
    expect(decideHours(undefined, new Date(NaN))).toEqual({
      isOpen: true,
      why: 'no-hours',
      today: [],
    });
  });

  it.each<[string, unknown]>([
    ['an unknown time zone', { ...PRACTICE, timeZone: 'Europe/Atlantis' }],
    ['no list of times', { timeZone: BERLIN }],
    ['a time that is none', { timeZone: BERLIN, open: [{ days: ['mon'], from: 8 }] }],
    ['special days that are no list', { ...PRACTICE, special: {} }],
  ])('is open with %s', (_what, hours) => {
    const at = new Date('2026-11-23T03:00Z');

    expect(decideHours(hours as Hours, at)).toMatchObject({ isOpen: true, why: 'no-hours' });
  });

  it.each<[string, string, string, boolean]>([
    ['00:00', '24:00', '2026-11-23T23:59:59Z', true],
    ['00:00', '24:00', '2026-11-24T00:00Z', false],
    ['18:00', '24:00', '2026-11-23T23:59Z', true],
    ['18:00', '24:00', '2026-11-23T00:30Z', false],
  ])('is open on Mondays from %s to %s, at %s: %s', (from, to, at, isSo) => {
    expect(isOpen(open(['mon'], from, to), new Date(at))).toBe(isSo);
  });

  it('keeps a night that began before a closed day, and none that would begin on it', () => {
    const bar: Hours = {
      ...open(['thu', 'fri'], '20:00', '02:00'),
      special: [{ date: '2026-11-27', open: [] }],
    };

    const at = (time: string) => isOpen(bar, new Date(time));

    expect([at('2026-11-27T01:00Z'), at('2026-11-27T21:00Z')]).toEqual([true, false]);
    expect(at('2026-11-28T01:00Z')).toBe(false);
  });

  it.each<[string, string, Hours, string, string]>([
    [
      'starts where clocks skip the start',
      '2026-03-29T00:00Z',
      open(['sun'], '02:30', '05:00', BERLIN),
      '2026-03-29T01:00:00.000Z',
      'Berlin has no 02:30 on that day',
    ],
    [
      'waits a week where clocks skip all of it',
      '2026-03-29T00:00Z',
      open(['sun'], '02:10', '02:50', BERLIN),
      '2026-04-05T00:10:00.000Z',
      'Berlin has no 02:10 to 02:50 on that day',
    ],
    [
      'takes the first of two starts',
      '2026-10-24T20:00Z',
      open(['sun'], '02:30', '05:00', BERLIN),
      '2026-10-25T00:30:00.000Z',
      'Berlin has 02:30 twice',
    ],
    [
      'opens again where clocks go back into it',
      '2026-11-01T05:45Z',
      open(['sun'], '00:30', '01:40', 'America/New_York'),
      '2026-11-01T06:00:00.000Z',
      'New York has 01:00 to 02:00 twice',
    ],
    [
      'knows the day at the date line',
      '2026-11-20T12:00Z',
      open(['mon'], '08:00', '17:00', 'Pacific/Kiritimati'),
      '2026-11-22T18:00:00.000Z',
      'Kiritimati is 14 hours ahead',
    ],
    [
      'skips a day that a country skipped',
      '2011-12-29T20:00Z',
      open(['fri', 'sat'], '08:00', '17:00', 'Pacific/Apia'),
      '2011-12-30T18:00:00.000Z',
      'Apia had no 30 December 2011',
    ],
    [
      'knows leap days',
      '2028-02-28T18:00Z',
      {
        ...open(['wed'], '08:00', '17:00'),
        special: [{ date: '2028-02-29', open: [{ from: '10:00', to: '11:00' }] }],
      },
      '2028-02-29T10:00:00.000Z',
      'a Tuesday',
    ],
  ])('%s, from %s', (_what, at, hours, opensAt) => {
    const decision = decideHours(hours, new Date(at));

    expect(decision.isOpen).toBe(false);
    expect(decision.opensAt?.toISOString()).toBe(opensAt);
  });

  it('knows no opening that is more than 14 days away', () => {
    const hours = { ...PRACTICE, special: [{ from: '2026-11-23', to: '2026-12-31', open: [] }] };

    const decide = (at: string) => decideHours(hours, new Date(at)).opensAt;

    expect(decide('2026-11-23T10:00Z')).toBeUndefined();
    expect(decide('2026-12-18T07:00Z')).toEqual(new Date('2027-01-01T07:00Z'));
  });
});

describe('a business that is closed by hand', () => {
  const NOON = new Date('2026-11-23T09:00Z');

  it.each<[string, string | undefined, Hours | undefined, string | undefined]>([
    ['for good', undefined, PRACTICE, undefined],
    ['until an open hour', '2026-11-23T09:30Z', PRACTICE, '2026-11-23T09:30Z'],
    ['until a closed hour', '2026-11-23T18:00Z', PRACTICE, '2026-11-24T07:00Z'],
    ['without hours', '2026-11-23T18:00Z', undefined, '2026-11-23T18:00Z'],
  ])('is closed %s', (_what, until, hours, opensAt) => {
    const untilMs = until === undefined ? undefined : Date.parse(until);

    const decision = decideHours(hours, NOON, { untilMs });

    expect(decision).toMatchObject({ isOpen: false, why: 'by-hand' });
    expect(decision.opensAt).toEqual(opensAt === undefined ? undefined : new Date(opensAt));
  });

  it('keeps its hours again once that is over', () => {
    const decision = decideHours(PRACTICE, NOON, { untilMs: NOON.getTime() });

    expect(decision).toMatchObject({ isOpen: true, why: 'week' });
  });

  it('is closed even where its hours are broken', () => {
    const hours = { ...PRACTICE, timeZone: 'Europe/Atlantis' };

    expect(decideHours(hours, NOON, { untilMs: undefined }).isOpen).toBe(false);
  });
});
