import * as v from 'valibot';
import { DAYS } from './hours';
import { oneOf } from './schema-parts';
import { isTimeZone } from './wall-clock';

const NO_TIME = 'is not a time of the day like 08:30';
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, NO_TIME));
const endOfSpan = v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, NO_TIME));

/** An end that is not after its start is on the next day. */
const span = { from: timeOfDay, to: endOfSpan };

/** A leap year, so that 02-29 is a day. */
const ANY_YEAR = '2024';

function isDate(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

const date = v.pipe(v.string(), v.check(isDate, 'is not a date like 2026-12-24'));

const name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(100, 'is longer than 100 characters'),
);

const yearlyDate = v.pipe(
  v.string(),
  v.check(
    (text) => isDate(text) || isDate(`${ANY_YEAR}-${text}`),
    'is neither a date like 2026-12-24 nor a day of every year like 12-24',
  ),
);

const place = (what: string) =>
  v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9-]{1,20}$/, `is not the code of a ${what}, as tenants hours lists them`),
  );

const holidays = v.strictObject({
  country: v.pipe(
    v.string(),
    v.regex(/^[A-Z]{2}$/, 'is not a country of two capital letters, like US'),
  ),
  state: v.optional(place('state')),
  region: v.optional(place('region')),
  /** Holidays on which the business is open all the same: dates, or names. */
  except: v.optional(v.pipe(v.array(name), v.maxLength(100, 'has more than 100 entries'))),
  /** Further closed days: once, or every year. */
  add: v.optional(
    v.pipe(
      v.array(v.strictObject({ date: yearlyDate, name: v.optional(name) })),
      v.maxLength(100, 'has more than 100 entries'),
    ),
  ),
});

const specialDay = v.pipe(
  v.strictObject({
    date: v.optional(date),
    from: v.optional(date),
    to: v.optional(date),
    /** Empty = closed. */
    open: v.array(v.strictObject(span)),
    name: v.optional(name),
  }),
  v.check(
    ({ date, from, to }) =>
      date === undefined
        ? from !== undefined && to !== undefined
        : from === undefined && to === undefined,
    'needs either date, or from and to',
  ),
  v.check(
    ({ from, to }) => from === undefined || to === undefined || from <= to,
    'ends before it begins',
  ),
);

type SpecialEntry = v.InferOutput<typeof specialDay>;

const firstOf = ({ date, from }: SpecialEntry): string => date ?? from ?? '';
const lastOf = ({ date, to }: SpecialEntry): string => date ?? to ?? '';

/** Returns the first date that stands in two special days, and where. */
function findTwice(
  list: readonly SpecialEntry[],
): { readonly date: string; readonly indexes: readonly [number, number] } | undefined {
  for (const [index, entry] of list.entries()) {
    const other = list.findIndex(
      (earlier, at) =>
        at < index && firstOf(earlier) <= lastOf(entry) && firstOf(entry) <= lastOf(earlier),
    );
    if (other === -1) continue;
    const date = [firstOf(list[other]!), firstOf(entry)].sort()[1]!;
    return { date, indexes: [other, index] };
  }
  return undefined;
}

const special = v.pipe(
  v.array(specialDay),
  v.maxLength(200, 'has more than 200 special days'),
  v.check(
    (list) => findTwice(list) === undefined,
    ({ input }) => {
      const { date, indexes } = findTwice(input)!;
      return `has two entries for ${date}, ${indexes.map((index) => `[${index}]`).join(' and ')}: a day can be special in one way only`;
    },
  ),
);

/** When a business is open, or people can be reached. */
export const hours = v.strictObject({
  timeZone: v.pipe(v.string(), v.check(isTimeZone, 'is not a time zone like Europe/Berlin')),
  open: v.pipe(
    v.array(
      v.strictObject({
        days: v.pipe(v.array(oneOf(DAYS)), v.minLength(1, 'has no day')),
        ...span,
      }),
    ),
    v.minLength(1, 'has no times: it would never be open'),
    v.maxLength(100, 'has more than 100 times'),
  ),
  holidays: v.optional(holidays),
  special: v.optional(special),
  /** Written by the build into its own copy of the file: it makes dates of `holidays`. */
  holidayDates: v.optional(v.record(date, v.string())),
});

/** Hours, or "tenant" for the tenant's own. */
export const hoursOrTenants = v.union(
  [v.literal('tenant'), hours],
  'is neither "tenant" nor hours',
);

/** Hours as the tenant file writes them. */
export type HoursEntry = v.InferOutput<typeof hours>;
/** Which public holidays a business closes on. */
export type HolidayRules = v.InferOutput<typeof holidays>;
