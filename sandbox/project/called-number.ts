import { listPossibleNumbers } from '../../src/phone/address';
import type { TenantEntry, TenantFile } from '../../src/tenants/schema';

/** Returns the tenant whom the Functions find, also by a number without its plus sign. */
export function findTenant({ tenants }: TenantFile, to: string): TenantEntry | undefined {
  const meant: readonly string[] = listPossibleNumbers(to);
  return tenants.find(({ numbers }) => numbers.some((number) => meant.includes(number)));
}

/** Returns a sentence that says whose number it is. */
export function describeCalled(file: TenantFile, to: string): string {
  const tenant = findTenant(file, to);
  if (tenant !== undefined) return `${to} is a number of ${tenant.name} (${tenant.id})`;
  return `${to} is no tenant's number: VAPI_ASSISTANT_ID answers, where it is set`;
}
