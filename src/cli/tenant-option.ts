import { EVERY_CALL } from '../config/outage';
import { DEFAULT_TENANT_ID } from '../config/tenant-id';
import { CliError } from './cli-error';
import type { CommandInput } from './command';
import { exitCodes } from './exit-codes';
import { findNearWords } from './near-words';
import { getTenants, readTenants } from './tenant-file';

/** The option that names tenants; may be repeated. */
export const tenantOption = { tenant: { type: 'string', multiple: true } } as const;

/** Returns the ids that `--tenant` names, each once. @throws {CliError} when one is empty */
export function readTenantIds({ values }: Pick<CommandInput, 'values'>): string[] {
  const ids = [values['tenant'] ?? []].flat().map((id) => String(id).trim());
  // An unset variable of a script must not switch every call.
  const odd = ids.find((id) => id === '' || id === EVERY_CALL);
  if (odd === undefined) return [...new Set(ids)];
  throw new CliError(
    exitCodes.usage,
    odd === '' ? '--tenant is empty' : '--tenant all: no tenant has this id',
    'leave --tenant out for every call',
  );
}

/** @throws {CliError} when an id is no tenant's of the project's file */
export function checkTenantIds(ids: readonly string[], projectFolder: string): void {
  if (ids.length === 0) return;
  const known = getTenants(projectFolder).tenants.map(({ id }) => id);
  refuseUnknown(ids, known, 'an id of the tenant file');
}

/** @throws {CliError} when an id is no tenant's of the project's file and not `default` */
export function checkTenantIdsOrDefault(ids: readonly string[], projectFolder: string): void {
  const named = ids.filter((id) => id !== DEFAULT_TENANT_ID);
  if (named.length === 0) return;
  const known = [...getTenants(projectFolder).tenants.map(({ id }) => id), DEFAULT_TENANT_ID];
  refuseUnknown(named, known, 'an id of the tenant file, or default');
}

function refuseUnknown(ids: readonly string[], known: readonly string[], fix: string): void {
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const near = findNearWords(unknown, known);
  throw new CliError(
    exitCodes.usage,
    `no tenant has the id ${JSON.stringify(unknown)}`,
    near.length === 0 ? fix : `--tenant ${near.join(' or ')}`,
  );
}

/** Returns those ids that no tenant of the project's file has; none where it cannot be read. */
export function listUnknownIds(ids: readonly string[], projectFolder: string): string[] {
  const known = readKnownIds(projectFolder);
  return known === undefined ? [] : ids.filter((id) => !known.includes(id));
}

/** Returns whose number this is in the project's file. */
export function findTenantId(calledNumber: string, projectFolder: string): string {
  const tenants = readFileLeniently(projectFolder)?.tenants ?? [];
  const found = tenants.find(({ numbers }) => numbers.includes(calledNumber));
  return found?.id ?? DEFAULT_TENANT_ID;
}

function readKnownIds(projectFolder: string): string[] | undefined {
  const file = readFileLeniently(projectFolder);
  return file && [...file.tenants.map(({ id }) => id), DEFAULT_TENANT_ID];
}

function readFileLeniently(projectFolder: string) {
  try {
    return readTenants(projectFolder).tenants;
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}
