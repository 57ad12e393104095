import { Breaker } from '../assistant/breaker';
import type { Config } from '../config/config';
import { version } from '../config/version';
import { HttpConnections } from '../http/connections';
import type { Logger } from '../log/logger';
import { TenantDirectory, type TenantMatch } from '../tenants/directory';
import { loadTenantAsset } from '../twilio/tenant-asset';
import { createVapiClient, type VapiClient } from '../vapi/client';
import { type Deadline, withoutReserve } from './deadline';

/**
 * Loading Twilio's package takes longer than loading all of ours. It is needed for the answer only,
 * so a new container loads it while Vapi is at work instead of afterwards.
 */
export const connections = new HttpConnections(() => void Twilio.twiml.VoiceResponse);
let directory: TenantDirectory | undefined;

/** Shared by the container's calls: it knows how Vapi does, and nothing about any of them. */
export const breaker = new Breaker();

/** Returns whom the number belongs to; never throws. */
export function findTenant(
  calledNumber: string,
  { config, log, deadline }: ContainerRequest,
): Promise<TenantMatch> {
  return getTenantDirectory(config).find(calledNumber, {
    environment: config.vapi,
    log,
    timeoutMs: Math.max(1, withoutReserve(deadline.remainingMs()) / 3),
  });
}

/** What the container's parts need of a request. */
export interface ContainerRequest {
  readonly config: Config;
  readonly log: Logger;
  readonly deadline: Deadline;
}

/** The first request that finds the tenants decides where they come from. */
function getTenantDirectory(config: Config): TenantDirectory {
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
