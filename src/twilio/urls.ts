/** The addresses that Twilio is given, under one domain. The only place that spells their paths. */
export interface SwitchboardUrls {
  /** A number's voice URL. */
  readonly incomingCall: string;
  /** A number's status callback. */
  readonly callStatus: string;
  /** A number's voice fallback URL: a static file that shares no fate with the Functions. */
  readonly staticFallback: (tenantId: string) => string;
}

/** Paths of the Functions and assets that Twilio is pointed at. */
export const paths = {
  incomingCall: '/incoming-call',
  callStatus: '/call-status',
  staticFallback: (tenantId: string) => `/fallback/${tenantId}.xml`,
} as const;

/** Twilio takes 1000 protected assets in a build; some are left for others. */
const MAX_TENANT_FALLBACKS = 900;

/** Who is served by which static fallback: with more tenants than Twilio takes files, one serves all. */
export function getFallbackId(tenantId: string, tenantCount: number): string {
  return tenantCount > MAX_TENANT_FALLBACKS ? 'default' : tenantId;
}

/** Returns the addresses under a deployed domain. */
export function buildUrls(domainName: string): SwitchboardUrls {
  const root = `https://${domainName}`;
  return {
    incomingCall: root + paths.incomingCall,
    callStatus: root + paths.callStatus,
    staticFallback: (tenantId) => root + paths.staticFallback(tenantId),
  };
}
