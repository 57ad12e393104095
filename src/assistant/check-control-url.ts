import { isHostAllowed } from './vapi-host';

/** Plain on purpose: an address that two readers could understand differently is not used. */
const CONTROL_URL = /^(https?):\/\/([a-z0-9.-]+)(?::\d{1,5})?\/[\w.~%/-]*$/i;

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/**
 * Returns the address that takes commands to a call where we may post to it: over https, plainly on
 * this machine alone, at a host where the call's stream may be, too. Undefined otherwise.
 * @param hosts Host names; one with a leading dot takes the domain and all below it.
 * @see https://docs.vapi.ai/calls/call-features (live call control)
 */
export function findTrustedControlUrl(
  url: string | undefined,
  hosts: readonly string[],
): string | undefined {
  const [, scheme = '', name = ''] = CONTROL_URL.exec(url ?? '') ?? [];
  const host = name.toLowerCase();
  const isPrivate = scheme.toLowerCase() === 'https' || LOOPBACK.has(host);
  return isPrivate && isHostAllowed(host, hosts) ? url : undefined;
}
