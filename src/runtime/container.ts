import type { Config } from '../config/config';
import { version } from '../config/version';
import { HttpConnections } from '../http/connections';
import { TenantDirectory } from '../tenants/directory';
import { loadTenantAsset } from '../twilio/tenant-asset';
import { createVapiClient, type VapiClient } from '../vapi/client';

/** Time kept for building and sending the answer once Vapi has had its say. */
const ANSWER_RESERVE_MS = 1_000;

/**
 * Loading Twilio's package takes longer than loading all of ours. It is needed for the answer only,
 * so a new container loads it while Vapi is at work instead of afterwards.
 */
const connections = new HttpConnections(() => void Twilio.twiml.VoiceResponse);
let directory: TenantDirectory | undefined;

/** Returns the container's tenants; the first request that finds them decides where they come from. */
export function getTenantDirectory(config: Config): TenantDirectory {
  directory ??= new TenantDirectory({
    load: (timeoutMs) =>
      loadTenantAsset(
        {
          config,
          http: connections.client('kept'),
          privateAssets: Runtime.getAssets(),
          sign: (...signed) => Twilio.getExpectedTwilioSignature(...signed),
        },
        timeoutMs,
      ),
  });
  return directory;
}

/** Returns Vapi's client for this request's configuration, over the container's connections. */
export function createContainerVapiClient({ vapi }: Config): VapiClient {
  return createVapiClient({
    http: (connection) => connections.client(connection),
    baseUrl: vapi.baseUrl,
    userAgent: `vapi-switchboard/${version}`,
    placeholderNumber: vapi.placeholderNumber,
  });
}

/** Returns what is left for asking others, with time kept for the answer. */
export function withoutReserve(remainingMs: number): number {
  return remainingMs - ANSWER_RESERVE_MS;
}
