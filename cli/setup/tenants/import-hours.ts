import { DAYS, type Day, type Span, type SpecialDay } from '../../../src/tenants/hours';

/** Hours as another product writes them, in our form and without a time zone. */
export interface ImportedHours {
  readonly open: readonly (Span & { readonly days: readonly Day[] })[];
  readonly special: readonly SpecialDay[];
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => Object(value) as Fields;
const listOf = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat());

/** Reads each entry of a list, and names the one that cannot be read. */
function readEach<T>(name: string, list: unknown, read: (entry: Fields) => T): T[] {
  return listOf(list).map((entry, index) => {
    try {
      return read(fieldsOf(entry));
    } catch (error) {
      throw new TypeError(`${name}[${index}]: ${(error as Error).message}`);
    }
  });
}

/**
 * Returns the hours of a document of schema.org or of Google Business Profile.
 * @throws {TypeError} naming the part that has another form
 */
export function importHours(document: unknown): ImportedHours {
  const found = findPlace(document);
  if (found === undefined) {
    throw new TypeError(
      'has neither openingHoursSpecification (schema.org) nor regularHours (Google Business Profile)',
    );
  }
  return 'regularHours' in found ? importGoogle(found) : importSchemaOrg(found);
}

/** A page of schema.org may be a list of things, or hold them in @graph. */
function findPlace(document: unknown): Fields | undefined {
  const fields = fieldsOf(document);
  if ('regularHours' in fields || 'openingHoursSpecification' in fields) return fields;
  const parts = Array.isArray(document) ? (document as unknown[]) : listOf(fields['@graph']);
  return parts.map(findPlace).find((place) => place !== undefined);
}

function importSchemaOrg(place: Fields): ImportedHours {
  const read = (name: string, isAlwaysDated: boolean) =>
    readEach(name, place[name], (entry) => {
      const { validFrom, validThrough } = entry;
      return isAlwaysDated || validFrom !== undefined || validThrough !== undefined
        ? { open: [], dated: [{ ...readRange(validFrom, validThrough), spans: readSpans(entry) }] }
        : { open: readWeekEntry(entry), dated: [] };
    });
  const entries = [
    ...read('openingHoursSpecification', false),
    ...read('specialOpeningHoursSpecification', true),
  ];
  return {
    open: entries.flatMap(({ open }) => open),
    special: joinDates(entries.flatMap(({ dated }) => dated)),
  };
}

function readWeekEntry(entry: Fields) {
  const days = listOf(entry['dayOfWeek']).map(readDay);
  if (days.length === 0) throw new TypeError('has no dayOfWeek');
  return readSpans(entry).map((span) => ({ days, ...span }));
}

/** Closed all day is written as from 00:00 to 00:00, or without times. */
function readSpans({ opens, closes }: Fields): Span[] {
  if (opens === undefined && closes === undefined) return [];
  const span = { from: readTime(opens), to: readTime(closes) };
  if (span.from === '00:00' && span.to === '00:00') return [];
  return [{ from: span.from, to: span.to === '23:59' ? '24:00' : span.to }];
}

function readTime(value: unknown): string {
  const [, time] = /^T?(\d\d:\d\d)(:\d\d)?/.exec(String(value)) ?? [];
  if (time === undefined) throw new TypeError(`${JSON.stringify(value)} is not a time like 08:30`);
  return time;
}

/** `Monday`, `MONDAY` or `https://schema.org/Monday`. */
function readDay(value: unknown): Day {
  const name = String(value).split('/').at(-1)?.toLowerCase().slice(0, 3);
  const day = DAYS.find((known) => known === name);
  if (day === undefined) throw new TypeError(`${JSON.stringify(value)} is not a day of the week`);
  return day;
}

function readRange(from: unknown, to: unknown): { readonly from: string; readonly to: string } {
  const [first, last] = [from ?? to, to ?? from].map((value) => String(value).slice(0, 10));
  if (![first, last].every((date) => /^\d{4}-\d\d-\d\d$/.test(date!))) {
    throw new TypeError(`${JSON.stringify(from ?? to)} is not a date like 2026-12-24`);
  }
  return { from: first!, to: last! };
}

function importGoogle({ regularHours, specialHours }: Fields): ImportedHours {
  return {
    open: readEach('regularHours.periods', fieldsOf(regularHours)['periods'], readPeriod),
    special: joinDates(
      readEach(
        'specialHours.specialHourPeriods',
        fieldsOf(specialHours)['specialHourPeriods'],
        (period) => {
          const from = readGoogleDate(period['startDate']);
          // The end of hours past midnight is on the next date.
          const isClosed = period['closed'] === true;
          const to = isClosed && period['endDate'] ? readGoogleDate(period['endDate']) : from;
          return { from, to, spans: isClosed ? [] : [readGoogleSpan(period)] };
        },
      ),
    ),
  };
}

function readPeriod(period: Fields) {
  const { openDay, closeDay } = period;
  const first = DAYS.indexOf(readDay(openDay));
  const last = DAYS.indexOf(readDay(closeDay ?? openDay));
  const span = readGoogleSpan(period);
  const nights = (last - first + 7) % 7;
  if (nights > 1 || (nights === 1 && span.to > span.from)) {
    throw new TypeError(`${String(openDay)} to ${String(closeDay)} is longer than a day`);
  }
  return { days: [DAYS[first]!], ...span };
}

const readGoogleSpan = ({ openTime, closeTime }: Fields): Span => ({
  from: readGoogleTime(openTime),
  to: readGoogleTime(closeTime),
});

/** Parts that are zero are left out. */
function readGoogleTime(value: unknown): string {
  const { hours = 0, minutes = 0 } = fieldsOf(value);
  return [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
}

function readGoogleDate(value: unknown): string {
  const { year, month, day } = fieldsOf(value);
  const date = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  return readRange(date, date).from;
}

interface DatedSpans {
  readonly from: string;
  readonly to: string;
  readonly spans: readonly Span[];
}

/** Both forms write a line per span; ours has one entry for a date. */
function joinDates(entries: readonly DatedSpans[]): SpecialDay[] {
  const joined = new Map<string, Span[]>();
  for (const { from, to, spans } of entries) {
    const key = `${from} ${to}`;
    joined.set(key, [...(joined.get(key) ?? []), ...spans]);
  }
  return [...joined].map(([key, open]) => {
    const [from = '', to = ''] = key.split(' ');
    return from === to ? { date: from, open } : { from, to, open };
  });
}
