import type { HoursEntry } from '../tenants/hours-schema';
import type { TenantFile } from '../tenants/schema';
import type { Destination, Transfer } from '../tenants/transfer-schema';
import { expandHolidays } from './expand-holidays';

/** A tenant file with dates instead of rules, and what is wrong with the rules. */
export interface DatedTenantFile {
  readonly file: TenantFile;
  /** Each as `path: what is wrong`. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Returns the file with the dates of all holidays: calls only look dates up. */
export function addHolidayDates(file: TenantFile, now: Date): DatedTenantFile {
  const problems: string[] = [];
  const warnings: string[] = [];

  const addTo = (hours: HoursEntry, path: string, language: string): HoursEntry => {
    if (hours.holidayDates !== undefined) {
      problems.push(`${path}.holidayDates: is written by the build; write holidays.add`);
    }
    if (hours.holidays === undefined) return hours;
    const expanded = expandHolidays(hours.holidays, { language, now });
    problems.push(...expanded.problems.map((problem) => `${path}.holidays.${problem}`));
    warnings.push(...expanded.warnings.map((warning) => `${path}.holidays.${warning}`));
    return { ...hours, holidayDates: expanded.dates };
  };

  const addToTransfer = (transfer: Transfer, path: string, language: string): Transfer => ({
    ...transfer,
    destinations: transfer.destinations.map((destination, index): Destination => {
      const { hours } = destination;
      if (hours === undefined || hours === 'tenant') return destination;
      return {
        ...destination,
        hours: addTo(hours, `${path}.destinations[${index}].hours`, language),
      };
    }),
  });

  const shared = file.defaults.language ?? 'en';
  const addToEntry = <
    Entry extends Pick<TenantFile['defaults'], 'hours' | 'transfer' | 'language'>,
  >(
    entry: Entry,
    path: string,
  ): Entry => {
    const { hours, transfer, language = shared } = entry;
    if (hours === undefined && transfer === undefined) return entry;
    return {
      ...entry,
      ...(hours === undefined ? {} : { hours: addTo(hours, `${path}.hours`, language) }),
      ...(transfer === undefined
        ? {}
        : { transfer: addToTransfer(transfer, `${path}.transfer`, language) }),
    };
  };

  const dated = {
    ...file,
    defaults: addToEntry(file.defaults, 'defaults'),
    tenants: file.tenants.map((tenant, index) => addToEntry(tenant, `tenants[${index}]`)),
  };
  return { file: dated, problems, warnings };
}
