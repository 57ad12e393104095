/**
 * Returns whole numbers for an axis from 0 to at least `max`, about `wanted` steps of 1, 2 or 5.
 */
export function listCountTicks(max: number, wanted = 4): number[] {
  const rough = Math.max(1, max / wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_each, index) => index * step);
}

/** Returns every nth item, so that at most `max` are left; the first is always among them. */
export function thinOut<T>(items: readonly T[], max: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / max));
  return items.filter((_item, index) => index % step === 0);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Returns `1 Aug` for `2026-08-01`. */
export function formatDay(day: string): string {
  const [, month = '', date = ''] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month}`;
}

/** Returns the texts below a time axis; hours name their day where it begins. */
export function nameTicks(keys: readonly string[]): ReadonlyMap<string, string> {
  let dayBefore = '';
  const entries = keys.map((key) => {
    const [day = '', hour] = key.split(' ');
    const isNew = day !== dayBefore;
    dayBefore = day;
    if (hour === undefined) return [key, formatDay(day)] as const;
    return [key, isNew ? `${hour}:00\n${formatDay(day)}` : `${hour}:00`] as const;
  });
  return new Map(entries);
}
