import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { HolidayRules } from '../tenants/hours-schema';
import { findNearWords } from './near-words';

/** How many years are expanded: that of the build, and those after it. */
const EXPANDED_YEARS = 3;

const DAY_MS = 86_400_000;

export interface ExpandedHolidays {
  /** Names of the closed days by their dates. */
  readonly dates: Readonly<Record<string, string>>;
  /** Each as `field: what is wrong`, below `holidays`. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export interface ExpandOptions {
  /** BCP 47 tag: holidays are named in it where the library knows how. */
  readonly language: string;
  readonly now: Date;
}

/** Loaded only for tenants with holidays: it takes a quarter of a second. */
let library: typeof Holidays | undefined;
function loadLibrary(): typeof Holidays {
  library ??= createRequire(__filename)('date-holidays') as typeof Holidays;
  return library;
}

/**
 * Returns the dates of this and two more years on which a business with these rules is closed:
 * public holidays of the whole day, and the days that it adds.
 */
export function expandHolidays(
  rules: HolidayRules,
  { language, now }: ExpandOptions,
): ExpandedHolidays {
  const problem = findUnknownPlace(rules);
  if (problem !== undefined) return { dates: {}, problems: [problem], warnings: [] };
  // West of UTC the old year may not be over.
  const firstYear = new Date(now.getTime() - DAY_MS).getUTCFullYear();
  const years = Array.from({ length: EXPANDED_YEARS }, (_year, index) => firstYear + index);
  const holidays = years.flatMap((year) => listHolidays(rules, year, language));
  const { except = [] } = rules;
  const closed = holidays.filter((holiday) => !except.some((word) => isMeant(word, holiday)));
  const added = years.flatMap((year) => listAdded(rules, year));
  // The first name of a date stays.
  const dates = [...added, ...closed]
    .reverse()
    .map(({ date, names }) => [date, names[0]!] as const);
  return {
    dates: Object.fromEntries(dates.sort(([one], [other]) => one.localeCompare(other))),
    problems: [],
    warnings: except.flatMap((word, index) =>
      holidays.some((holiday) => isMeant(word, holiday))
        ? []
        : [describeUnused(word, index, holidays)],
    ),
  };
}

interface NamedDate {
  readonly date: string;
  /** The one to say, then those that `except` may use as well. */
  readonly names: readonly string[];
}

/** Thousands of tenants may share a place, and a year of one takes 30 ms. */
const knownYears = new Map<string, readonly NamedDate[]>();

function listHolidays(rules: HolidayRules, year: number, language: string): readonly NamedDate[] {
  const { country, state, region } = normalize(rules);
  const key = [country, state, region, year, language].join('/');
  const known = knownYears.get(key) ?? lookUpHolidays(rules, year, language);
  knownYears.set(key, known);
  return known;
}

/** Holidays that begin at noon are no closed days. */
function lookUpHolidays(rules: HolidayRules, year: number, language: string): NamedDate[] {
  const { country, state, region } = normalize(rules);
  const calendar = new (loadLibrary())({
    country,
    ...(state === undefined ? {} : { state }),
    ...(region === undefined ? {} : { region }),
  });
  const [spoken] = language.split('-');
  // The country's own language first: the library keeps the language that it was asked for last.
  const [native = [], english = [], named = []] = [undefined, 'en', spoken].map(
    (code) => (calendar.getHolidays(year, code) as HolidaysTypes.Holiday[] | false) || [],
  );
  return named.flatMap(({ date, type, start, end, name }, index) => {
    if (type !== 'public' || date.slice(11, 19) !== '00:00:00') return [];
    const names = [name, english[index]?.name ?? name, native[index]?.name ?? name];
    const firstMs = Date.parse(`${date.slice(0, 10)}T00:00Z`);
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
    return Array.from({ length: days }, (_day, after) => ({
      date: new Date(firstMs + after * DAY_MS).toISOString().slice(0, 10),
      names,
    }));
  });
}

function listAdded({ add = [] }: HolidayRules, year: number): NamedDate[] {
  return add.flatMap(({ date, name = '' }) => {
    const full = date.length === 5 ? `${year}-${date}` : date;
    // 29 February is not in every year.
    const isReal = new Date(`${full}T00:00Z`).toISOString().startsWith(full);
    return isReal && full.startsWith(`${year}-`) ? [{ date: full, names: [name] }] : [];
  });
}

/** A name stands for the holiday and the day in its stead, which the library puts into brackets. */
function isMeant(word: string, { date, names }: NamedDate): boolean {
  const wanted = word.toLowerCase();
  const isNamed = names.some((name) =>
    [name, name.replace(/ \([^()]*\)$/, '')].some((known) => known.toLowerCase() === wanted),
  );
  return isNamed || word === date || word === date.slice(5);
}

function describeUnused(word: string, index: number, holidays: readonly NamedDate[]): string {
  const names = [...new Set(holidays.map(({ names: [name] }) => name!))];
  const [near] = findNearWords(word, names);
  return `except[${index}]: ${JSON.stringify(word)} is none of the holidays${near === undefined ? '; list them: npm run switchboard -- tenants hours --days 365' : `; did you mean ${near}?`}`;
}

function normalize({ country, state, region }: HolidayRules) {
  return { country, state: state?.toUpperCase(), region: region?.toUpperCase() };
}

function findUnknownPlace(rules: HolidayRules): string | undefined {
  const { country, state, region } = normalize(rules);
  const calendar = new (loadLibrary())();
  const countries = calendar.getCountries('en');
  if (!Object.hasOwn(countries, country)) {
    return `country: no holidays are known of ${country}; leave holidays out, and write special days`;
  }
  const states = (calendar.getStates(country, 'en') as Record<string, string> | undefined) ?? {};
  if (state !== undefined && !Object.hasOwn(states, state)) {
    return `state: ${countries[country]} has no ${state}; ${listCodes(states)}`;
  }
  if (region === undefined) return undefined;
  if (state === undefined) return 'region: needs its state beside it';
  const regions =
    (calendar.getRegions(country, state, 'en') as Record<string, string> | undefined) ?? {};
  return Object.hasOwn(regions, region)
    ? undefined
    : `region: ${states[state]} has no ${region}; ${listCodes(regions)}`;
}

function listCodes(names: Readonly<Record<string, string>>): string {
  const codes = Object.entries(names).map(([code, name]) => `${code} (${name})`);
  return codes.length === 0 ? 'leave it out' : `its codes are ${codes.join(', ')}`;
}
