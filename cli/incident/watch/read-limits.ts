import { readLimitStates } from '../../../src/limits/count-usage';
import { isCountedIn, type LimitState, PERIODS } from '../../../src/limits/usage';
import type { Tenant } from '../../../src/tenants/tenant';
import { createSyncStore } from '../../../src/twilio/sync-store';
import { inParallel } from '../../core/in-parallel';
import { askTwilio, type TwilioClient } from '../../core/twilio-client';

/** How far a tenant is with one of its limits. */
export interface TenantLimit extends LimitState {
  readonly tenantId: string;
}

const MAX_AT_ONCE = 8;

/**
 * Returns how far the tenants are with what is counted in Twilio Sync. Asks nothing for tenants without
 * such limits.
 * @throws {CliError} if Twilio does not answer
 */
export async function readTenantLimits(
  tenants: readonly Tenant[],
  client: TwilioClient,
  { serviceSid, nowMs }: { readonly serviceSid: string; readonly nowMs: number },
): Promise<readonly TenantLimit[]> {
  const limited = tenants.filter(({ limits }) =>
    PERIODS.some((period) => isCountedIn(limits, period)),
  );
  if (limited.length === 0) return [];
  const service = client.sync.v1.services(serviceSid);
  // Without the Service nothing would be found, as if nobody had used anything.
  if (serviceSid !== 'default') {
    await askTwilio(`reading SWITCHBOARD_SYNC_SERVICE_SID ${serviceSid} in Sync`, service.fetch());
  }
  const store = createSyncStore(() => service);
  const found = await inParallel(limited, MAX_AT_ONCE, async (tenant) => {
    const reading = readLimitStates(tenant, store, nowMs);
    const states = await askTwilio("reading what a tenant's limits count in Sync", reading);
    return states.map((state) => ({ ...state, tenantId: tenant.id }));
  });
  return found.flat();
}
