import type { OpenTenantFile } from '../../../src/tenants/tenant-file';

interface BuiltEntry {
  readonly hours?: { readonly holidayDates?: Readonly<Record<string, string>> };
  readonly transfer?: { readonly destinations?: readonly BuiltEntry[] };
}

/**
 * Returns until when a built file knows the dates of everybody's holidays, `YYYY-MM-DD`; undefined
 * if nobody has any. A build makes dates of whole years.
 */
export function findHolidaysUntil(file: OpenTenantFile): string | undefined {
  const entries = [file.defaults, ...file.listEntries()].map(
    (entry) => (entry ?? {}) as BuiltEntry,
  );
  const years = entries.flatMap(listLastYears).sort();
  return years[0] === undefined ? undefined : `${years[0]}-12-31`;
}

function listLastYears({ hours, transfer }: BuiltEntry): string[] {
  const dates = Object.keys(hours?.holidayDates ?? {}).sort();
  const own = dates.at(-1)?.slice(0, 4) ?? [];
  return [own, ...(transfer?.destinations ?? []).map(listLastYears)].flat();
}
