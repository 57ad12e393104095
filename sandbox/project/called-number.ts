import type { TenantEntry, TenantFile } from '../../src/tenants/schema';

export function findTenant({ tenants }: TenantFile, to: string): TenantEntry | undefined {
  return tenants.find(({ numbers }) => numbers.includes(to));
}

/** Returns a sentence that says whose number it is. */
export function describeCalled(file: TenantFile, to: string): string {
  const tenant = findTenant(file, to);
  if (tenant !== undefined) return `${to} is a number of ${tenant.name} (${tenant.id})`;
  const nobodys = `${to} is no tenant's number: VAPI_ASSISTANT_ID answers, where it is set`;
  const meant = findTenant(file, `+${to}`);
  return meant === undefined ? nobodys : `${nobodys}; ${meant.name} has +${to}, with a plus sign`;
}
