import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import type { StoredVersion } from '../twilio/serverless/rules/stored-resources';

/** Changes what is deployed, as a mistake in the console would. */
export type Change = (environment: DeployedEnvironment) => DeployedEnvironment;

/** Sets variables; undefined removes one. */
export function setVariables(values: Readonly<Record<string, string | undefined>>): Change {
  return (environment) => {
    const merged = Object.entries({ ...environment.variables, ...values });
    const kept = merged.filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { ...environment, variables: Object.fromEntries(kept) };
  };
}

/** Leaves the Functions without the account's credentials. */
export const withoutCredentials: Change = (environment) => ({
  ...environment,
  includeCredentials: false,
});

/** Replaces the code of a Function. @throws {Error} when no such Function is deployed */
export function replaceFunction(path: string, code: string): Change {
  return (environment) => ({
    ...environment,
    functions: replaceContent(environment.functions, path, () => code),
  });
}

/** Replaces the tenant file by what becomes of its text; null removes it. */
export function replaceTenantFile(change: (text: string) => string | null): Change {
  return (environment) => ({
    ...environment,
    assets: replaceContent(environment.assets, '/tenants.json', change),
  });
}

function replaceContent(
  versions: readonly StoredVersion[],
  path: string,
  change: (text: string) => string | null,
): StoredVersion[] {
  if (!versions.some((version) => version.path === path)) throw new Error(`no ${path} is deployed`);
  return versions.flatMap((version) => {
    if (version.path !== path) return [version];
    const text = change(version.content.toString('utf8'));
    return text === null ? [] : [{ ...version, content: Buffer.from(text) }];
  });
}
