import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { GatewayRequest } from './gateway-request';

/**
 * Returns whether a request carries the account's signature over the public URL it was sent to.
 *
 * @see https://www.twilio.com/docs/usage/security
 */
export function hasValidSignature(request: GatewayRequest, authToken: string): boolean {
  const given = request.headers['x-twilio-signature'];
  if (typeof given !== 'string' || !hasMatchingBodyHash(request)) return false;
  const params = readFormParams(request);
  // The port is left out as a rule; libraries accept it too.
  return [request.domainName, `${request.domainName}:443`].some((domain) =>
    isSame(buildSignature(authToken, `https://${domain}${request.target}`, params), given),
  );
}

/** Returns the signature that Twilio sends with a request: the URL, then each form parameter in byte order of its name. */
export function buildSignature(
  authToken: string,
  url: string,
  params: URLSearchParams | undefined,
): string {
  const names = [...new Set(params?.keys())].sort((left, right) =>
    Buffer.compare(Buffer.from(left), Buffer.from(right)),
  );
  const signed = names.reduce((text, name) => {
    const values = [...new Set(params?.getAll(name))].sort();
    return text + values.map((value) => name + value).join('');
  }, url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

function readFormParams(request: GatewayRequest): URLSearchParams | undefined {
  const isForm = (request.headers['content-type'] ?? '').startsWith(
    'application/x-www-form-urlencoded',
  );
  return request.method === 'POST' && isForm
    ? new URLSearchParams(request.body.toString('utf8'))
    : undefined;
}

/** A body that is not a form is signed through its hash, which the URL carries. */
function hasMatchingBodyHash(request: GatewayRequest): boolean {
  const expected = request.query.get('bodySHA256');
  if (expected === null) return request.body.length === 0 || readFormParams(request) !== undefined;
  return isSame(createHash('sha256').update(request.body).digest('hex'), expected.toLowerCase());
}

function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
