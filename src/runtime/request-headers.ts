import type { Config } from '../config/config';
import type { EventParameters } from '../twilio/parameters';

/** Returns the request's headers. A parameter called `request` replaces the runtime's own: then none. */
export function readHeaders(event: EventParameters): Partial<Record<string, string>> {
  const { headers } = Object(event['request']) as { headers?: unknown };
  return Object(headers) as Partial<Record<string, string>>;
}

/** A host name, with a port where it has one. */
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i;

/**
 * Returns scheme and host under which Twilio reaches us; undefined if the environment names no
 * host. Under twilio-run there may be a tunnel, which ends TLS and names its own host; only this
 * machine itself is reached without TLS.
 */
export function readOrigin(
  { isDeployed, domainName }: Config,
  event: EventParameters,
): string | undefined {
  const host = (isDeployed ? undefined : readHeaders(event)['host']) ?? domainName;
  const isLoopback = /^(localhost|127\.0\.0\.1)(:|$)/.test(host);
  if (!HOST.test(host) || (isDeployed && isLoopback)) return undefined;
  return `${isLoopback ? 'http' : 'https'}://${host}`;
}
