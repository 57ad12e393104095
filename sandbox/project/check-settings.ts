import { findNearWords } from '../../src/operator-files/near-words';
import { readConfig } from '../../src/config/config';
import { API_KEY_ENV_PATTERN } from '../../src/config/outage';
import { type SettingName, settings } from '../../src/config/settings';

/** Variables that begin like ours. Tenants may name more of them, for keys and secrets. */
const OUR_NAME = /^(VAPI|SWITCHBOARD|TWILIO)_/;

/** Returns whether a key of Vapi is set that calls use: the usual one, or one that a tenant names. */
export function hasKey(
  environment: Readonly<Record<string, string>>,
  namedByTenants: readonly string[],
): boolean {
  const own = namedByTenants.filter((name) => API_KEY_ENV_PATTERN.test(name));
  return ['VAPI_API_KEY', ...own].some((name) => (environment[name] ?? '') !== '');
}

/** Returns what is wrong with the variables of `.env`, each as `NAME: what is wrong; what to do`. */
export function listSettingProblems(
  environment: Readonly<Record<string, string>>,
  namedByTenants: readonly string[],
): string[] {
  const { problems } = readConfig(environment);
  const isKeySet = hasKey(environment, namedByTenants);
  return [
    ...problems.filter((problem) => !isKeySet || !problem.startsWith('VAPI_API_KEY: is not set')),
    ...Object.keys(environment).flatMap((name) => describeUnknown(name, namedByTenants)),
  ];
}

/** Returns a problem if the name is no setting, but looks like a misspelt one. */
function describeUnknown(name: string, namedByTenants: readonly string[]): string[] {
  const names = Object.keys(settings) as SettingName[];
  const key = name.replace(/_BASE_URL$/, '');
  const isKnown = (names as string[]).includes(name) || namedByTenants.includes(key);
  if (isKnown || !OUR_NAME.test(name)) return [];
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
    /^(apiKeyEnv|secretEnv)$/.test(key) && typeof value === 'string'
      ? [value]
      : listNamedVariables(value),
  );
}
