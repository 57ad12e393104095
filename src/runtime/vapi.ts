import type { Config } from '../config/config';
import { version } from '../config/version';
import { createVapiClient, type VapiClient } from '../vapi/client';
import { connections } from './connections';

/** Returns a Vapi client with this request's configuration, over the container's connections. */
export function createContainerVapiClient({ vapi }: Config): VapiClient {
  return createVapiClient({
    http: (connection) => connections.client(connection),
    userAgent: `vapi-switchboard/${version}`,
    placeholderNumber: vapi.placeholderNumber,
  });
}
