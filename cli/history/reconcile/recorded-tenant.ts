import { DEFAULT_TENANT_ID } from '../../../src/config/tenant-id';
import type { TwilioRow } from './call-rows';
import type { FunctionTrace } from './function-trace';
import type { JoinedCall } from './join-calls';

/**
 * Returns whose call it was when it came: numbers move from tenant to tenant, and tenants leave. What
 * the Functions wrote into the call at Vapi counts, then their log, then the tenant file of today.
 * `default` is what the Functions write for a number without a tenant, and when they could not read the
 * file: the file counts before it.
 * @returns empty for a call to a number of nobody that no Function answered
 */
export function findRecordedTenant(
  { twilio, vapi }: Pick<JoinedCall, 'vapi'> & { readonly twilio: Pick<TwilioRow, 'tenantId'> },
  trace: FunctionTrace = {},
): string {
  const recorded = [...vapi.map(({ tenantId }) => tenantId), trace.tenantId].filter(
    (id) => id !== undefined,
  );
  const own = recorded.find((id) => id !== DEFAULT_TENANT_ID);
  return own ?? (twilio.tenantId || (recorded[0] ?? ''));
}
