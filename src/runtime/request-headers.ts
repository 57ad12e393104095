import type { Config } from '../config/config';
import type { EventParameters } from '../twilio/parameters';

/**
 * Returns the request's headers. A parameter called `request` replaces the platform's own, which always
 * have cookies beside them: without those there are none. A parameter that imitates both cannot be told
 * apart, and gains nothing: what counts in headers is a credential or a signature.
 */
export function readHeaders(event: EventParameters): Partial<Record<string, string>> {
  const request = Object(event['request']) as Readonly<Record<string, unknown>>;
  const isPlatforms = Object.keys(request).sort().join() === 'cookies,headers';
  return isPlatforms ? (Object(request['headers']) as Partial<Record<string, string>>) : {};
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
