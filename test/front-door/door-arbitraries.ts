import * as fc from 'fast-check';
import { ATTESTED } from '../../sandbox/twilio/voice/webhook';
import { CALLER, COLLEAGUE, OWN, PERSON, THIRD } from '../fakes/tenants';

const MINUTE_MS = 60_000;

const numbers = fc.uniqueArray(fc.constantFrom(PERSON, COLLEAGUE, THIRD, CALLER), {
  minLength: 1,
  maxLength: 3,
});
const optional = <T>(parts: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(parts, { requiredKeys: [] });

/** Around moments at which clocks or dates change: daylight saving, leap days, ends of years. */
export const moment = fc
  .record({
    near: fc.constantFrom(
      ...['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z'],
      ...['2028-02-29T00:00Z', '2026-12-31T23:59Z', '2011-12-30T10:00Z', '2026-04-04T15:00Z'],
      ...['2026-07-15T12:00Z', '2030-02-28T09:00Z'],
    ),
    minutes: fc.integer({ min: -2_880, max: 2_880 }),
  })
  .map(({ near, minutes }) => new Date(Date.parse(near) + minutes * MINUTE_MS));

const time = fc.constantFrom('00:00', '02:30', '08:00', '12:00', '17:30', '23:59');
const span = fc.record({ from: time, to: fc.oneof(time, fc.constant('24:00')) });
const date = moment.map((at) => at.toISOString().slice(0, 10));
const hours = fc.record(
  {
    /** To either side of the date line, and with clocks of every kind. */
    timeZone: fc.constantFrom(
      ...['Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Apia'],
      ...['Pacific/Pago_Pago', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Etc/UTC'],
    ),
    open: fc.array(
      fc
        .tuple(
          fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 }),
          span,
        )
        .map(([days, times]) => ({ days, ...times })),
      { minLength: 1, maxLength: 3 },
    ),
    special: fc.uniqueArray(fc.record({ date, open: fc.array(span, { maxLength: 2 }) }), {
      maxLength: 2,
      selector: (day) => day.date,
    }),
    holidayDates: fc.dictionary(date, fc.constant('a holiday'), { maxKeys: 3 }),
  },
  { requiredKeys: ['timeZone', 'open'] },
);

const choice = fc.constantFrom('answer', 'challenge', 'block');
const callers = optional({
  allow: fc.constantFrom([CALLER], ['+1202*']),
  block: fc.constantFrom([CALLER], ['+4930*'], ['+1*']),
  ...{ anonymous: choice, verification: choice, spamScore: choice },
  countries: fc.constantFrom({ allow: ['US'] }, { block: ['US', 'DE'] }),
  challenge: fc.constantFrom('never', 'always'),
  onBlocked: fc.constantFrom('reject', 'busy', 'message', 'voicemail'),
});
const people = fc.record(
  {
    numbers,
    ring: fc.constantFrom('together', 'in-turn'),
    screen: fc.constantFrom('press-1', 'none'),
  },
  { requiredKeys: ['numbers'] },
);
const answerFirst = fc.oneof(
  fc.record({ open: people }),
  fc.record({ closed: people }),
  fc.record({ open: people, closed: people }),
);
const languages = fc.record(
  {
    menu: fc.constantFrom(
      [{ language: 'en-US' }, { language: 'es-MX', voice: 'Polly.Mia-Neural' }],
      [{ language: 'de-DE' }, { language: 'en-GB' }, { language: 'fr-FR' }],
    ),
    byCountry: fc.constant([]),
  },
  { requiredKeys: ['menu'] },
);
const ruled = <T extends string>(name: T, kinds: fc.Arbitrary<string>) =>
  fc.record({
    default: kinds,
    rules: fc.constantFrom('US', 'DE').chain((country) =>
      fc.uniqueArray(
        fc
          .tuple(kinds, fc.constantFrom('CA', 'NY'))
          .map(([kind, state]) => ({ country, state, [name]: kind })),
        { maxLength: 2, selector: ({ state }) => state },
      ),
    ),
  });

/** What a tenant may use; a whole call would need Sync for it. */
export const limits = fc.record({
  onLimit: fc.constantFrom('warn', 'fallback'),
  minutesPerMonth: fc.constant(100),
  callsPerDay: fc.constant(20),
});

/** The parts of a tenant that come before its assistant, as the tenant file writes them. */
export const doorParts = optional({
  ...{ hours, callers, answerFirst, languages },
  whenClosed: fc.constantFrom(
    { fallback: [{ step: 'say', text: 'Closed.' }] },
    { fallback: [{ step: 'voicemail' }] },
    { assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' } },
  ),
  fallback: fc.constantFrom([{ step: 'voicemail' }], [{ step: 'say', text: 'Nobody is here.' }]),
  disclosure: ruled('disclosure', fc.constantFrom('none', 'announce')),
  recording: fc.record({
    by: fc.constantFrom('nobody', 'vapi'),
    consent: ruled('consent', fc.constantFrom('none', 'announce', 'ask')),
  }),
});

/** A call, as `switchboard decide` is asked about it. */
export const question = fc.record({
  to: fc.constant(OWN),
  from: fc.constantFrom(
    ...[CALLER, CALLER, '+493023125150', PERSON, 'anonymous', '+266696687', ''],
    ...['sip:jane@example.com', 'client:jane'],
  ),
  at: moment,
  minutesThisMonth: fc.constantFrom(0, 99, 100),
  callsToday: fc.constantFrom(0, 19, 20),
  country: fc.constantFrom('US', 'DE', 'MX', 'unknown'),
  state: fc.constantFrom('', 'CA', 'TX'),
  verification: fc.constantFrom('', ATTESTED, 'TN-Validation-Failed-C', 'No-TN-Validation'),
  addOns: fc.constantFrom(
    '',
    '{"results":{"nomorobo_spamscore":{"status":"successful","result":{"score":1}}}}',
  ),
});
