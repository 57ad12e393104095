import { EVERY_CALL } from '../../src/config/outage';
import { DEFAULT_TENANT_ID } from '../../src/config/tenant-id';
import { NO_ENVIRONMENT, resolveTenant, type Tenant } from '../../src/tenants/tenant';
import type { TenantFile } from '../../src/tenants/schema';
import { CliError } from './cli-error';
import type { CommandInput } from './command';
import { exitCodes } from './exit-codes';
import { findNearWords } from '../../src/operator-files/near-words';
import { getTenants, readTenants, type TenantProject } from './tenant-file';

/** The option that names tenants; may be repeated. */
export const tenantOption = { tenant: { type: 'string', multiple: true } } as const;

/** Returns the ids that `--tenant` names, each once. @throws {CliError} if one is empty */
export function readTenantIds({ values }: Pick<CommandInput, 'values'>): string[] {
  const ids = [values['tenant'] ?? []].flat().map((id) => String(id).trim());
  // An unset variable in a script must not switch every call.
  const odd = ids.find((id) => id === '' || id === EVERY_CALL);
  if (odd === undefined) return [...new Set(ids)];
  throw new CliError(
    exitCodes.usage,
    odd === '' ? '--tenant is empty' : '--tenant all: no tenant has this id',
    'leave --tenant out for every call',
  );
}

/** Returns the ids that `--tenant` names, each once. @throws {CliError} if there is none */
export function getTenantIds(input: Pick<CommandInput, 'values'>): string[] {
  const ids = readTenantIds(input);
  if (ids.length > 0) return ids;
  throw new CliError(exitCodes.usage, '--tenant is missing', '--tenant riverside-dental');
}

/** @throws {CliError} if no tenant of the project's file has the id */
export function checkTenantIds(ids: readonly string[], project: TenantProject): void {
  if (ids.length === 0) return;
  const known = getTenants(project).tenants.map(({ id }) => id);
  refuseUnknown(ids, known, 'an id of the tenant file');
}

/** @throws {CliError} if an id is not `default` and no tenant of the project's file has it */
export function checkTenantIdsOrDefault(ids: readonly string[], project: TenantProject): void {
  const named = ids.filter((id) => id !== DEFAULT_TENANT_ID);
  if (named.length === 0) return;
  const known = [...getTenants(project).tenants.map(({ id }) => id), DEFAULT_TENANT_ID];
  refuseUnknown(named, known, 'an id of the tenant file, or default');
}

/** @throws {CliError} with the nearest known ids, or else `fix` */
export function refuseUnknown(ids: readonly string[], known: readonly string[], fix: string): void {
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const near = findNearWords(unknown, known);
  throw new CliError(
    exitCodes.usage,
    `no tenant has the id ${JSON.stringify(unknown)}`,
    near.length === 0 ? fix : `--tenant ${near.join(' or ')}`,
  );
}

/** Returns a sentence for each id that no tenant has; none if the project's file cannot be read. */
export function describeUnknownIds(ids: readonly string[], project: TenantProject): string[] {
  const known = readKnownIds(project) ?? ids;
  return ids
    .filter((id) => !known.includes(id))
    .map((id) => `no tenant of this project has the id ${id}`);
}

/** Returns the tenant of this number in the project's file. */
export function findTenant(calledNumber: string, project: TenantProject): Tenant {
  const { tenants = [], defaults = {} } = readFileLeniently(project) ?? {};
  const found = tenants.find(({ numbers }) => numbers.includes(calledNumber));
  return resolveTenant(found ?? {}, defaults, NO_ENVIRONMENT);
}

function readKnownIds(project: TenantProject): string[] | undefined {
  const file = readFileLeniently(project);
  return file && [...file.tenants.map(({ id }) => id), DEFAULT_TENANT_ID];
}

/** Returns the project's tenants; undefined if they cannot be read. */
export function readFileLeniently(project: TenantProject): TenantFile | undefined {
  try {
    return readTenants(project).tenants;
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}
