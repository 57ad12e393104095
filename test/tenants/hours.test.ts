import { type Hours, isOpen, isTimeZone } from '../../src/tenants/hours';

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

describe('isOpen', () => {
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

describe('isTimeZone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['Etc/UTC', true],
    ['Europe/Atlantis', false],
    ['', false],
  ])('%j: %s', (name, isSo) => {
    expect(isTimeZone(name)).toBe(isSo);
  });
});
