import { API_KEY_ENV_PATTERN } from '../../../src/config/outage';
import { findNearWords } from '../../../src/operator-files/near-words';
import type { TenantFile } from '../../../src/tenants/schema';
import { NO_ENVIRONMENT, resolveTenant } from '../../../src/tenants/tenant';
import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { getTenants } from '../../core/tenant-file';
import {
  checkTenantIdsOrDefault,
  describeUnknownIds,
  readFileLeniently,
  readTenantIds,
  tenantOption,
} from '../../core/tenant-option';
import type { Named } from './outage-switch';

/** The options that name whose calls are switched; each may be repeated. */
export const outageOptions = {
  ...tenantOption,
  key: { type: 'string', multiple: true },
  group: { type: 'string', multiple: true },
} as const;

export const OUTAGE_OPTIONS_HELP = [
  "--tenant       only this tenant's calls; may be repeated; the id default means numbers without a tenant",
  '  --key          only calls made with the Vapi key of this variable; may be repeated',
  '  --group        only calls of the tenants that have this group in the tenant file; may be repeated',
].join('\n');

/** Returns whom the options name. @throws {CliError} if an option is empty */
export function readNamed(input: Pick<CommandInput, 'values'>): Named {
  return {
    tenantIds: readTenantIds(input),
    apiKeyEnvs: readWords(input, 'key').map((name) => name.toUpperCase()),
    groups: readWords(input, 'group').map((name) => name.toLowerCase()),
  };
}

/** An unset variable in a script must not switch every call. */
function readWords({ values }: Pick<CommandInput, 'values'>, option: 'key' | 'group'): string[] {
  const words = [values[option] ?? []].flat().map((word) => String(word).trim());
  if (!words.includes('')) return [...new Set(words)];
  throw new CliError(
    exitCodes.usage,
    `--${option} is empty`,
    `leave --${option} out for every call`,
  );
}

/** @throws {CliError} if the project's tenant file has nobody of a name */
export function checkNamed(named: Named, input: CommandInput): void {
  checkTenantIdsOrDefault(named.tenantIds, input);
  if (named.apiKeyEnvs.length + named.groups.length === 0) return;
  const known = listKnown(getTenants(input));
  refuseUnknown('key', named.apiKeyEnvs, known.apiKeyEnvs);
  refuseUnknown('group', named.groups, known.groups);
}

/** Returns a sentence for each name of which the project's tenant file has nobody. */
export function describeUnknown(named: Named, input: CommandInput): string[] {
  const ids = describeUnknownIds(named.tenantIds, input);
  const file = readFileLeniently(input);
  if (file === undefined) return ids;
  const known = listKnown(file);
  return [
    ...ids,
    ...named.apiKeyEnvs
      .filter((name) => !known.apiKeyEnvs.includes(name))
      .map((name) => `no tenant of this project has the key ${name}`),
    ...named.groups
      .filter((group) => !known.groups.includes(group))
      .map((group) => `no tenant of this project has the group ${group}`),
  ];
}

function refuseUnknown(
  option: 'key' | 'group',
  words: readonly string[],
  known: readonly string[],
): void {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) return;
  const near = findNearWords(unknown, known);
  // A key itself, given by mistake, must not be repeated.
  const shown = option === 'group' || API_KEY_ENV_PATTERN.test(unknown) ? unknown : 'that';
  throw new CliError(
    exitCodes.usage,
    `no tenant has the ${option} ${shown}`,
    near.length === 0 ? `a ${option} of the tenant file` : `--${option} ${near.join(' or ')}`,
  );
}

function listKnown({ tenants, defaults }: TenantFile): Pick<Named, 'apiKeyEnvs' | 'groups'> {
  const resolved = [{}, ...tenants].map((entry) => resolveTenant(entry, defaults, NO_ENVIRONMENT));
  return {
    apiKeyEnvs: [...new Set(resolved.map(({ apiKeyEnv }) => apiKeyEnv))],
    groups: [...new Set(resolved.flatMap(({ group }) => group ?? []))],
  };
}
