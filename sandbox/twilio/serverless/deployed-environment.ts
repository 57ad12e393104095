import type { RehearsalAccount } from '../rest/account';
import type { DependencyDeclaration } from './rules/dependencies';
import type { RuntimeName } from './rules/runtime';
import type { ServerlessStore } from './serverless-store';
import type { StoredEnvironment, StoredVersion } from './rules/stored-resources';

/** What is live on one Environment: all that is needed to run it. */
export interface DeployedEnvironment {
  readonly accountSid: string;
  readonly authToken: string;
  /** Whether the account's sid and token are put into the context of the Functions. */
  readonly includeCredentials: boolean;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
  readonly domainName: string;
  readonly runtime: RuntimeName;
  readonly dependencies: readonly DependencyDeclaration[];
  readonly variables: Readonly<Record<string, string>>;
  readonly functions: readonly StoredVersion[];
  readonly assets: readonly StoredVersion[];
}

/**
 * Returns what is live on an Environment now.
 *
 * @throws {Error} when no build was activated on it
 */
export function readDeployedEnvironment(
  store: ServerlessStore,
  account: RehearsalAccount,
  environment: StoredEnvironment,
): DeployedEnvironment {
  const build = environment.buildSid === null ? undefined : store.builds.get(environment.buildSid);
  const service = store.services.get(environment.serviceSid);
  if (build === undefined || service === undefined) {
    throw new Error(`nothing is deployed on ${environment.domainName}`);
  }
  return {
    accountSid: account.accountSid,
    authToken: account.authToken,
    includeCredentials: service.includeCredentials,
    serviceSid: service.sid,
    environmentSid: environment.sid,
    buildSid: build.sid,
    domainName: environment.domainName,
    runtime: build.runtime,
    dependencies: build.dependencies,
    variables: Object.fromEntries(
      store.listVariables(environment.sid).map(({ key, value }) => [key, value]),
    ),
    functions: build.functionVersions,
    assets: build.assetVersions,
  };
}
