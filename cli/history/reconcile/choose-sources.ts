import { type ReadConfig } from '../../../src/config/config';
import type { TenantFile } from '../../../src/tenants/schema';
import { resolveTenant } from '../../../src/tenants/tenant';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';

export interface ChosenTenants {
  readonly numbers: readonly { readonly phoneNumber: string; readonly tenantId: string }[];
  readonly tenantIds: ReadonlySet<string>;
  /** Variables that hold Vapi keys, each key once. */
  readonly apiKeyEnvs: readonly string[];
}

const DEFAULT_KEY_ENV = 'VAPI_API_KEY';

/**
 * Returns the numbers and keys of the tenants, or of those that are named.
 * @throws {CliError} if there is no number, or a key or Vapi's address is not usable
 */
export function chooseSources(
  { tenants, defaults }: TenantFile,
  namedIds: readonly string[],
  { config, problems }: ReadConfig,
): ChosenTenants {
  // The default must not get a key that was meant for another region.
  const badUrl = problems.find((problem) => problem.startsWith('VAPI_BASE_URL'));
  if (badUrl !== undefined) throw new CliError(exitCodes.configuration, badUrl);
  const chosen = tenants.filter(({ id }) => namedIds.length === 0 || namedIds.includes(id));
  const resolved = chosen.map((entry) => resolveTenant(entry, defaults, config.vapi));
  const numbers = chosen.flatMap((tenant) =>
    tenant.numbers.map((phoneNumber) => ({ phoneNumber, tenantId: tenant.id })),
  );
  if (numbers.length === 0) {
    throw new CliError(
      exitCodes.configuration,
      'no tenant has a number: there is nothing to compare',
    );
  }
  const named = new Set(resolved.map(({ apiKeyEnv }) => apiKeyEnv));
  const hasDefaultKey = config.findSecret(DEFAULT_KEY_ENV) !== undefined;
  if (namedIds.length === 0 && hasDefaultKey) named.add(DEFAULT_KEY_ENV);
  const byKey = new Map<string, string>();
  const missing = [...named].filter((name) => config.findSecret(name) === undefined);
  if (missing.length > 0) {
    throw new CliError(
      exitCodes.configuration,
      `not set or not usable: ${missing.join(', ')}; calls of their tenants would seem never to have reached Vapi`,
      'copy the private keys from the Vapi dashboard, API Keys, into .env',
    );
  }
  for (const name of named) {
    const key = config.findSecret(name)?.reveal() ?? '';
    if (!byKey.has(key)) byKey.set(key, name);
  }
  return {
    numbers,
    tenantIds: new Set(chosen.map(({ id }) => id)),
    apiKeyEnvs: [...byKey.values()],
  };
}
