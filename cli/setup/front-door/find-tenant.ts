import { readConfig } from '../../../src/config/config';
import { listPossibleNumbers } from '../../../src/phone/address';
import type { TenantEntry, TenantFile } from '../../../src/tenants/schema';
import { resolveTenant, type Tenant } from '../../../src/tenants/tenant';
import { formatWall } from '../../core/moment-option';

/** Returns the entry that a called number belongs to. */
export function findEntry(to: string, { tenants }: TenantFile): TenantEntry | undefined {
  const possible: readonly string[] = listPossibleNumbers(to);
  return tenants.find(({ numbers }) => numbers.some((number) => possible.includes(number)));
}

/** Returns the tenant as Functions see it; without an entry, the one of numbers without a tenant. */
export function resolveEntry(
  entry: TenantEntry | undefined,
  { defaults }: TenantFile,
  environment: Readonly<Record<string, string>>,
): Tenant {
  return resolveTenant(entry ?? {}, defaults, readConfig(environment).config.vapi);
}

/** Returns a warning where the holidays of that moment are not known; undefined where all is well. */
export function findHolidayGap({ hours }: Tenant, at: Date): string | undefined {
  const years = Object.keys(hours?.holidayDates ?? {}).map((date) => date.slice(0, 4));
  if (hours === undefined || years.length === 0) return undefined;
  const year = formatWall(hours.timeZone, at).slice(0, 4);
  if (years.includes(year)) return undefined;
  const [first, last] = [years.sort()[0], years.at(-1)];
  return `holidays are known from ${first} to ${last} only, and not in ${year}`;
}
