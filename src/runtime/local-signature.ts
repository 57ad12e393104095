import type { Config } from '../config/config';
import type { Logger } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';

/** Where a request came from, as far as the runtime tells. */
export interface RequestOrigin {
  readonly config: Config;
  readonly event: EventParameters;
  readonly log: Logger;
}

let hasWarned = false;

/**
 * Tells whether a request to a protected Function must be refused because it is not Twilio's.
 *
 * Deployed, the platform has checked the signature before. `twilio-run` checks nothing, and people
 * open it to the world through tunnels, so there it is checked here, if AUTH_TOKEN is known.
 */
export function isForgedLocally({ config, event, log }: RequestOrigin): boolean {
  if (config.isDeployed) return false;
  if (config.authToken === undefined) {
    if (!hasWarned) {
      const message = 'Signatures are not checked: AUTH_TOKEN is not set. Do not open a tunnel.';
      log.warn('signature.unchecked', message);
    }
    hasWarned = true;
    return false;
  }
  const headers = readHeaders(event);
  const signature = headers['x-twilio-signature'];
  if (signature === undefined) {
    log.warn('signature.missing', 'Refused: no X-Twilio-Signature. Use: npm run call');
    return true;
  }
  const token = config.authToken.reveal();
  const { request, ...parameters } = event;
  const urls = listUrls(config, headers['host']);
  const isSigned = urls.some((url) => Twilio.validateRequest(token, signature, url, parameters));
  if (!isSigned) {
    const message = 'Refused: X-Twilio-Signature does not fit AUTH_TOKEN and URL';
    log.warn('signature.wrong', message, { urls });
  }
  return !isSigned;
}

/** A tunnel ends TLS, and passes on its own host name or not: each is the URL that Twilio may have. */
function listUrls({ domainName, path }: Config, host: string | undefined): string[] {
  const hosts = [...new Set([host ?? domainName, domainName])];
  return hosts.flatMap((name) => [`https://${name}${path}`, `http://${name}${path}`]);
}

/** A parameter called `request` replaces the runtime's own: then there are no headers. */
function readHeaders(event: EventParameters): Partial<Record<string, string>> {
  const { headers } = Object(event['request']) as { headers?: unknown };
  return Object(headers) as Partial<Record<string, string>>;
}
