import { API_KEY_ENV_PATTERN } from '../config/outage';
import { type SettingName, settings } from '../config/settings';
import { findNearWords } from './near-words';

/** Variables that begin like ours. Tenants may name more of them, for keys and secrets. */
const OUR_NAME = /^(VAPI|SWITCHBOARD|TWILIO)_/;

/** What the operator's commands read. They belong in the shell, but work in `.env` too. */
const COMMANDS_OWN = /^TWILIO_(ACCOUNT_SID|AUTH_TOKEN|API_KEY|API_SECRET)$/;

/**
 * Returns which variables are no settings but look like misspelt ones, each as
 * `NAME: what is wrong; what to do`.
 * @param namedByTenants as `listNamedVariables` returns them
 */
export function listUnknownSettings(
  names: readonly string[],
  namedByTenants: readonly string[],
): string[] {
  return names.flatMap((name) => describeUnknown(name, namedByTenants));
}

function describeUnknown(name: string, namedByTenants: readonly string[]): string[] {
  const names = Object.keys(settings) as SettingName[];
  const key = name.replace(/_BASE_URL$/, '');
  const isKnown = (names as string[]).includes(name) || namedByTenants.includes(key);
  if (isKnown || !OUR_NAME.test(name) || COMMANDS_OWN.test(name)) return [];
  const [nearest] = findNearWords(name, names);
  if (API_KEY_ENV_PATTERN.test(name) && !isUsualKey(name))
    return [`${name}: no tenant names this key; is its apiKeyEnv missing?`];
  const advice = nearest === undefined ? '.env.example lists them' : `did you mean ${nearest}?`;
  return [`${name}: there is no such setting; ${advice}`];
}

/** Returns whether VAPI_API_KEY is meant, and not a key of a tenant's, which begins so. */
const isUsualKey = (name: string): boolean =>
  !name.startsWith('VAPI_API_KEY') && findNearWords(name, ['VAPI_API_KEY']).length > 0;

/** Returns the names of variables that a tenant file mentions: of keys, and of secrets. */
export function listNamedVariables(tenantFile: unknown): string[] {
  if (Array.isArray(tenantFile)) return tenantFile.flatMap(listNamedVariables);
  if (typeof tenantFile !== 'object' || tenantFile === null) return [];
  return Object.entries(tenantFile).flatMap(([key, value]: [string, unknown]) =>
    /^(apiKeyEnv|secretEnv|valueEnv)$/.test(key) && typeof value === 'string'
      ? [value]
      : listNamedVariables(value),
  );
}
