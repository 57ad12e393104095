declare const SWITCHBOARD_TENANT_CHECKS: string | undefined;

/**
 * Names the checks that this build has put its tenant file through; undefined in unbuilt code. A
 * file with the same name needs no second check with every call.
 */
export const tenantChecks: string | undefined =
  typeof SWITCHBOARD_TENANT_CHECKS === 'string' ? SWITCHBOARD_TENANT_CHECKS : undefined;
