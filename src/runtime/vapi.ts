import { Breaker } from '../assistant/breaker';
import type { Config } from '../config/config';
import { version } from '../config/version';
import { createVapiClient, type VapiClient } from '../vapi/client';
import { connections } from './connections';

/** They know how Vapi does for each key, and nothing about any call. */
const breakers = new Map<string, Breaker>();

/** Returns the container's breaker for all calls with a key: keys have accounts of their own. */
export function getBreaker(apiKeyEnv: string): Breaker {
  const breaker = breakers.get(apiKeyEnv) ?? new Breaker();
  breakers.set(apiKeyEnv, breaker);
  return breaker;
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
