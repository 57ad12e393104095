import { findInstant, isTimeZone } from '../../src/tenants/wall-clock';

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

describe('findInstant', () => {
  it.each([
    ['Europe/Berlin', '2026-12-24T17:30Z', '2026-12-24T16:30Z'],
    ['America/New_York', '2026-07-01T09:00Z', '2026-07-01T13:00Z'],
    ['Pacific/Kiritimati', '2026-01-01T00:00Z', '2025-12-31T10:00Z'],
    ['Pacific/Pago_Pago', '2026-01-01T00:00Z', '2026-01-01T11:00Z'],
    // Clocks go from 02:00 to 03:00, and from 03:00 back to 02:00.
    ['Europe/Berlin', '2026-03-29T02:30Z', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-10-25T02:30Z', '2026-10-25T00:30Z'],
    // Apia had no 30 December 2011.
    ['Pacific/Apia', '2011-12-30T12:00Z', '2011-12-30T10:00Z'],
  ])('in %s, the wall shows %s at %s', (timeZone, wall, instant) => {
    expect(new Date(findInstant(timeZone, Date.parse(wall)))).toEqual(new Date(instant));
  });
});
