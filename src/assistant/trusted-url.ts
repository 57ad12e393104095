import { isHostAllowed } from './vapi-host';

/** Plain on purpose: an address that two readers could understand differently is not used. */
const CONTROL_URL = /^(https?):\/\/([a-z0-9.-]+)(?::\d{1,5})?\/[\w.~%/-]*$/i;

/** The same, with a query string that says no more than names and values. */
const ACTION_URL = /^(https?):\/\/([a-z0-9.-]+)(?::\d{1,5})?\/[\w.~%/-]*(?:\?[\w.~%&=+-]*)?$/i;

/** Twilio takes addresses of 4,000 characters, and this one travels inside another. */
const MAX_ACTION_LENGTH = 1_000;

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
  return isTrusted(CONTROL_URL, url, hosts) ? url : undefined;
}

/** Returns the address that a caller may be sent on to after the stream, by the same rules. */
export function findTrustedActionUrl(
  url: string | undefined,
  hosts: readonly string[],
): string | undefined {
  const isShort = (url ?? '').length <= MAX_ACTION_LENGTH;
  return isShort && isTrusted(ACTION_URL, url, hosts) ? url : undefined;
}

function isTrusted(pattern: RegExp, url: string | undefined, hosts: readonly string[]): boolean {
  const [, scheme = '', name = ''] = pattern.exec(url ?? '') ?? [];
  const host = name.toLowerCase();
  const isPrivate = scheme.toLowerCase() === 'https' || LOOPBACK.has(host);
  return isPrivate && isHostAllowed(host, hosts);
}
