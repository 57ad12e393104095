import { readConfig } from '../../src/config/config';
import { API_KEY_ENV_PATTERN } from '../../src/config/outage';
import { listUnknownSettings } from '../../src/operator-files/unknown-settings';

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
    ...listUnknownSettings(Object.keys(environment), namedByTenants),
  ];
}
