import { type CountryCode, Metadata } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max.json';
import { version } from 'libphonenumber-js/package.json';

/** Kinds of numbers that cost the one who rings them more than a phone does, by Google's words for them. */
const COSTLY = {
  'premium-rate': 'PREMIUM_RATE',
  'shared-cost': 'SHARED_COST',
  personal: 'PERSONAL_NUMBER',
} as const;

/** What the library has of a numbering plan, and its types do not say. */
interface Plan {
  readonly leadingDigits: () => string | 0 | undefined;
  readonly type: (name: string) => { readonly pattern: () => string } | undefined;
}

/**
 * Returns the text of src/phone/numbering.json: of each calling code its countries, with the numbers that
 * are theirs, and its costly numbers. The library's own table is ten times as long, with the form of
 * every number in it: too much for a Function to load.
 */
export function buildNumbering(): string {
  const entries = Object.entries(metadata.country_calling_codes as Record<string, CountryCode[]>)
    // Codes of no country, such as satellites' 881, come as 001.
    .filter(([, countries]) => countries.every((country) => /^[A-Z]{2}$/.test(country)))
    .map(([code, countries]) => [code, describeCode(countries)] as const);
  const source = `libphonenumber-js ${version}`;
  return `${JSON.stringify({ source, codes: Object.fromEntries(entries) }, null, 2)}\n`;
}

/**
 * Returns the text of src/phone/toll-free.json: the toll-free numbers of each calling code. A table of its own,
 * because only texts to callers need it.
 */
export function buildTollFree(): string {
  const entries = Object.entries(metadata.country_calling_codes as Record<string, CountryCode[]>)
    .filter(([, countries]) => countries.every((country) => /^[A-Z]{2}$/.test(country)))
    .flatMap(([code, countries]) => {
      const patterns = countries.flatMap(
        (country) => planOf(country).type('TOLL_FREE')?.pattern() ?? [],
      );
      return patterns.length === 0 ? [] : [[code, [...new Set(patterns)].join('|')] as const];
    });
  const source = `libphonenumber-js ${version}`;
  return `${JSON.stringify({ source, codes: Object.fromEntries(entries) }, null, 2)}\n`;
}

/** The first country of a code has all numbers that are no other's. */
function describeCode(countries: readonly CountryCode[]) {
  const [main = '', ...others] = countries;
  const areas = others.map((country) => [country, describeArea(planOf(country))]);
  const costly = Object.entries(COSTLY).flatMap(([kind, name]) => {
    const patterns = countries.flatMap((country) => planOf(country).type(name)?.pattern() ?? []);
    return patterns.length === 0 ? [] : [[kind, [...new Set(patterns)].join('|')]];
  });
  return {
    main,
    ...(areas.length === 0 ? {} : { areas: Object.fromEntries(areas) as object }),
    ...(costly.length === 0 ? {} : { costly: Object.fromEntries(costly) as object }),
  };
}

function describeArea(plan: Plan): string {
  const leading = plan.leadingDigits();
  if (leading) return leading;
  const patterns = ['FIXED_LINE', 'MOBILE'].flatMap((name) => plan.type(name)?.pattern() || []);
  return [...new Set(patterns)].join('|');
}

function planOf(country: CountryCode): Plan {
  const all = new Metadata(metadata as unknown as ConstructorParameters<typeof Metadata>[0]);
  all.selectNumberingPlan(country);
  return all.numberingPlan as unknown as Plan;
}
