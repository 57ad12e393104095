import type { CliError } from '../../core/cli-error';
import { formatNames } from '../../core/vapi/references';

/** A variable with a key of Vapi, and the tenants whose calls it shows. */
export interface VapiKey {
  readonly apiKeyEnv: string;
  readonly tenantIds: readonly string[];
}

/** A key whose calls could not be listed. Nobody knows whether its tenants' calls reached Vapi. */
export interface KeyFailure extends VapiKey {
  readonly error: CliError;
}

export function describeKeyFailure({ tenantIds, error }: KeyFailure): string {
  const whose =
    tenantIds.length === 0 ? '' : `; calls of ${formatNames(tenantIds)} are not classified`;
  return `${error.message}${whose}`;
}

/** For `--json`. */
export const toKeyFailureData = ({ apiKeyEnv, tenantIds, error }: KeyFailure) => ({
  apiKeyEnv,
  tenantIds,
  problem: error.message,
});
