import { DEFAULT_TENANT_ID } from '../../src/config/tenant-id';
import { planStaticFallbacks } from '../../src/fallback/static-fallbacks';
import type { TenantFile } from '../../src/tenants/schema';
import { buildStaticLinks } from '../../src/twilio/static-links';
import { ASK_AGAIN, paths } from '../../src/twilio/urls';

/** Returns how a number that belongs to a server is set at Twilio. */
export function buildNumberUrls(serverUrl: string) {
  return {
    voiceUrl: new URL(paths.incomingCall, serverUrl).href,
    statusCallbackUrl: new URL(paths.callStatus + ASK_AGAIN, serverUrl).href,
  };
}

/** Returns the path of a number's fallback URL as `switchboard numbers apply` sets it. */
export function findFallbackPath(file: TenantFile, calledNumber: string): string {
  const tenant = file.tenants.find(({ numbers }) => numbers.includes(calledNumber));
  const { idOf } = planStaticFallbacks(file, buildStaticLinks);
  return paths.staticFallback(idOf.get(tenant?.id ?? '') ?? DEFAULT_TENANT_ID);
}
