/** How one language and region writes numbers and times. */
export interface Formats {
  readonly count: (count: number) => string;
  /** @param share 0 to 1 */
  readonly share: (share: number) => string;
  readonly money: (amount: number, unit: string) => string;
  readonly duration: (seconds: number) => string;
  /** Both ends: `1–30 November 2026`. @param from ISO 8601 */
  readonly days: (from: string, until: string) => string;
  /** @param day `2026-11-29` */
  readonly day: (day: string) => string;
  /** An hour of the day, 0 to 23. */
  readonly hour: (hour: number) => string;
}

const HOUR_MS = 60 * 60_000;

export function createFormats(locale: string, timeZone: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const range = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  // Days and hours by name only, in no zone.
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' });
  const hour = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', timeStyle: 'short' });
  const unit = (name: 'hour' | 'minute', value: number) =>
    value.toLocaleString(locale, { style: 'unit', unit: name, unitDisplay: 'short' });
  return {
    count: (count) => number.format(count),
    share: (share) => percent.format(share),
    money: (amount, currency) => amount.toLocaleString(locale, { style: 'currency', currency }),
    duration: (seconds) => {
      const minutes = Math.round(seconds / 60);
      const hours = Math.floor(minutes / 60);
      const rest = unit('minute', minutes % 60);
      return hours === 0 ? rest : `${unit('hour', hours)} ${rest}`;
    },
    days: (from, until) => range.formatRange(new Date(from), new Date(until)),
    day: (text) => day.format(new Date(text)),
    hour: (index) => hour.formatRange(index * HOUR_MS, (index + 1) * HOUR_MS),
  };
}
