import type { Config } from '../config/config';
import type { Logger } from '../log/logger';
import { type EventParameters, textOf } from '../twilio/parameters';
import { OWN_PARAMETER, withQuery } from '../twilio/urls';
import { readHeaders } from './request-headers';

/** Where a request came from, as far as the runtime says. */
export interface RequestOrigin {
  readonly config: Config;
  readonly event: EventParameters;
  readonly log: Logger;
}

/**
 * Returns whether a request to a protected Function must be refused because it is not Twilio's.
 *
 * Deployed, the platform has checked the signature before. `twilio-run` checks nothing, and people
 * expose it through tunnels, so we check it there. Without AUTH_TOKEN nothing can be checked, and all is refused.
 */
export function isForgedLocally({ config, event, log }: RequestOrigin): boolean {
  if (config.isDeployed) return false;
  if (config.authToken === undefined) {
    const message =
      'Refused: AUTH_TOKEN is not set, so no signature can be checked. Use: npm start';
    log.warn('signature.unchecked', message);
    return true;
  }
  const headers = readHeaders(event);
  const signature = headers['x-twilio-signature'];
  if (signature === undefined) {
    log.warn('signature.missing', 'Refused: no X-Twilio-Signature. Use: npm run call');
    return true;
  }
  const token = config.authToken.reveal();
  const { query, form } = splitParameters(event);
  const urls = listUrls(config, headers['host'], query);
  const isSigned = urls.some((url) => Twilio.validateRequest(token, signature, url, form));
  if (!isSigned) {
    const message = 'Refused: X-Twilio-Signature does not fit AUTH_TOKEN and URL';
    // Our own parameters may hold what a caller said.
    log.warn('signature.wrong', message, { urls: listUrls(config, headers['host'], '') });
  }
  return !isSigned;
}

/**
 * A tunnel ends TLS and may or may not pass on its own host name, so Twilio may have signed either
 * URL.
 */
function listUrls({ domainName, path }: Config, host: string | undefined, query: string): string[] {
  const hosts = [...new Set([host ?? domainName, domainName])];
  return hosts.flatMap((name) => [
    `https://${name}${path}${query}`,
    `http://${name}${path}${query}`,
  ]);
}

/**
 * The runtime mixes the address's parameters with the form's; ours are recognised by their names.
 */
function splitParameters(event: EventParameters) {
  const own: [string, string][] = [];
  const form: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(event)) {
    if (name === 'request') continue;
    if (OWN_PARAMETER.test(name)) own.push([name, textOf(value)]);
    else form[name] = value;
  }
  return { query: withQuery('', Object.fromEntries(own)), form };
}
