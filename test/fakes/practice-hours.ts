import type { Hours } from '../../src/tenants/hours';

export const BERLIN = 'Europe/Berlin';
/** A practice with a lunch break, closed on Wednesday afternoons and at weekends. */
export const PRACTICE: Hours = {
  timeZone: BERLIN,
  open: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '12:00' },
    { days: ['mon', 'tue', 'thu', 'fri'], from: '13:00', to: '17:00' },
  ],
  special: [
    { date: '2026-12-24', open: [{ from: '08:00', to: '10:00' }], name: 'Christmas Eve' },
    { date: '2026-12-25', open: [{ from: '09:00', to: '11:00' }] },
    { from: '2026-12-28', to: '2027-01-03', open: [], name: 'winter break' },
  ],
  holidayDates: {
    '2026-12-25': 'Christmas Day',
    '2026-12-26': 'Boxing Day',
    '2027-01-06': 'Epiphany',
  },
};
