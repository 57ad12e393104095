import { type ReadConfig } from '../../../src/config/config';
import type { TenantFile } from '../../../src/tenants/schema';
import { resolveTenant, type Tenant } from '../../../src/tenants/tenant';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { findBadVapiUrl } from '../../core/vapi/bad-url';
import { findFrontDoors, type FrontDoors } from './front-doors';
import type { KeyFailure, VapiKey } from './key-failure';

export interface ChosenTenants {
  readonly numbers: readonly { readonly phoneNumber: string; readonly tenantId: string }[];
  readonly tenantIds: ReadonlySet<string>;
  readonly tenants: readonly Tenant[];
  readonly doors: FrontDoors;
  /** Each key once, however many variables hold it. */
  readonly keys: readonly VapiKey[];
  /** Keys that are not set: the calls of their tenants cannot be classified. */
  readonly unsetKeys: readonly KeyFailure[];
}

export const DEFAULT_KEY_ENV = 'VAPI_API_KEY';

/**
 * Returns the numbers and keys of the tenants, or of those that are named.
 * @throws {CliError} when there is no number, or no key or not Vapi's address is usable
 */
export function chooseSources(
  { tenants, defaults }: TenantFile,
  namedIds: readonly string[],
  { config, problems }: ReadConfig,
): ChosenTenants {
  const badUrl = findBadVapiUrl(problems);
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
  const named = new Map<string, string[]>();
  for (const { id, apiKeyEnv } of resolved) {
    named.set(apiKeyEnv, [...(named.get(apiKeyEnv) ?? []), id]);
  }
  const hasDefaultKey = config.findSecret(DEFAULT_KEY_ENV) !== undefined;
  if (namedIds.length === 0 && hasDefaultKey && !named.has(DEFAULT_KEY_ENV)) {
    named.set(DEFAULT_KEY_ENV, []);
  }
  const { keys, unsetKeys } = readKeys(named, config);
  if (keys.length === 0)
    throw describeUnset(
      unsetKeys.map(({ apiKeyEnv }) => apiKeyEnv),
      config,
    );
  return {
    numbers,
    tenantIds: new Set(chosen.map(({ id }) => id)),
    tenants: resolved,
    doors: findFrontDoors(resolved),
    keys,
    unsetKeys,
  };
}

function readKeys(
  named: ReadonlyMap<string, readonly string[]>,
  config: ReadConfig['config'],
): Pick<ChosenTenants, 'keys' | 'unsetKeys'> {
  const byKey = new Map<string, VapiKey>();
  const unsetKeys: KeyFailure[] = [];
  for (const [apiKeyEnv, tenantIds] of named) {
    const key = config.findSecret(apiKeyEnv)?.reveal();
    if (key === undefined) {
      unsetKeys.push({ apiKeyEnv, tenantIds, error: describeUnset([apiKeyEnv], config) });
      continue;
    }
    const same = byKey.get(key);
    byKey.set(key, {
      apiKeyEnv: same?.apiKeyEnv ?? apiKeyEnv,
      tenantIds: [...(same?.tenantIds ?? []), ...tenantIds],
    });
  }
  return { keys: [...byKey.values()], unsetKeys };
}

const describeUnset = (names: readonly string[], config: ReadConfig['config']): CliError =>
  new CliError(
    exitCodes.configuration,
    `${names.map((name) => `${name} ${config.explainSecret(name)}`).join('; ')}: Vapi cannot be asked about the calls that are made with it`,
    'copy the private keys from the Vapi dashboard, API Keys, into .env',
  );
