import fc from 'fast-check';
import { DAYS, decideHours, type Hours } from '../../src/tenants/hours';
import { speakHours } from '../../src/tenants/spoken-hours';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const minuteOfDay = fc.integer({ min: 0, max: 1_439 });
const formatMinute = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const span = fc.record({
  from: minuteOfDay.map(formatMinute),
  to: fc.oneof(minuteOfDay.map(formatMinute), fc.constant('24:00')),
});
const timeZone = fc.constantFrom(
  ...[
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Kiritimati',
    'Pacific/Apia',
    'Pacific/Pago_Pago',
  ],
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Etc/UTC'],
);
/** Around moments at which clocks or dates change, and others. */
const moment = fc
  .record({
    near: fc.constantFrom(
      ...['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z'],
      ...['2028-02-29T00:00Z', '2026-12-31T23:59Z', '2011-12-30T10:00Z', '2026-04-04T15:00Z'],
      ...['2026-07-15T12:00Z', '2030-02-28T09:00Z'],
    ),
    minutes: fc.integer({ min: -2_880, max: 2_880 }),
  })
  .map(({ near, minutes }) => new Date(Date.parse(near) + minutes * MINUTE_MS));
const dateNear = moment.map((at) => at.toISOString().slice(0, 10));
const hours: fc.Arbitrary<Hours> = fc.record({
  timeZone,
  open: fc.array(
    fc
      .tuple(fc.subarray([...DAYS], { minLength: 1 }), span)
      .map(([days, times]) => ({ days, ...times })),
    { maxLength: 4 },
  ),
  special: fc.array(fc.record({ date: dateNear, open: fc.array(span, { maxLength: 2 }) }), {
    maxLength: 3,
  }),
  holidayDates: fc.dictionary(dateNear, fc.constant('a holiday'), { maxKeys: 3 }),
});

describe('hours of any kind, at any moment', () => {
  it('open at a moment that is not earlier, at which they are open, and not before', () => {
    fc.assert(
      fc.property(hours, moment, (schedule, at) => {
        const { isOpen, opensAt } = decideHours(schedule, at);
        const isOpenAt = (ms: number) => decideHours(schedule, new Date(ms)).isOpen;
        const untilMs = opensAt?.getTime() ?? at.getTime() + 6 * HOUR_MS;

        if (isOpen) return expect(opensAt).toBeUndefined();
        if (opensAt !== undefined) expect(isOpenAt(opensAt.getTime())).toBe(true);
        expect(untilMs).toBeGreaterThan(at.getTime());
        for (
          let ms = at.getTime();
          ms < Math.min(untilMs, at.getTime() + 6 * HOUR_MS);
          ms += 7 * MINUTE_MS
        ) {
          expect(isOpenAt(ms)).toBe(false);
        }
        if (opensAt !== undefined) expect(isOpenAt(untilMs - MINUTE_MS)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('are always decided and said, whatever the file holds', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ timeZone, open: fc.anything(), special: fc.anything() }),
    );
    fc.assert(
      fc.property(
        anything,
        fc.date({ noInvalidDate: false }),
        fc.boolean(),
        (raw, at, isByHand) => {
          const byHand = isByHand ? { untilMs: undefined } : undefined;

          const decision = decideHours(raw as Hours | undefined, at, byHand);
          const spoken = speakHours(decision, { timeZone: 'Europe/Berlin', language: 'en-US', at });

          expect(typeof decision.isOpen).toBe('boolean');
          expect(spoken.isOpen).toBe(String(decision.isOpen));
        },
      ),
      { numRuns: 500 },
    );
  });
});
