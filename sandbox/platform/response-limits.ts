import type { FunctionReply } from './container/messages';
import { checkHeaders } from './gateway-request';
import { GatewayError } from './gateway-error';
import { PLATFORM_LIMITS } from './platform-limits';

/**
 * Returns the reply as callers see it: cookies made HttpOnly and Secure.
 *
 * @throws {GatewayError} when the platform would not let the reply out
 */
export function applyResponseLimits(reply: FunctionReply): FunctionReply {
  if (Buffer.byteLength(reply.body) > PLATFORM_LIMITS.responseBytes)
    throw new GatewayError(502, 'response too large');
  checkHeaders(
    Object.entries(reply.headers).flatMap(([name, value]) =>
      [value].flat().flatMap((one) => [name, one]),
    ),
  );
  const headers = Object.entries(reply.headers).map(([name, value]): [string, string | string[]] =>
    name.toLowerCase() === 'set-cookie' ? [name, [value].flat().map(secureCookie)] : [name, value],
  );
  return { ...reply, headers: Object.fromEntries(headers) };
}

function secureCookie(cookie: string): string {
  const maxAgeSeconds = Number(/;\s*max-age=(\d+)/i.exec(cookie)?.[1] ?? 0);
  if (maxAgeSeconds > PLATFORM_LIMITS.cookieMaxAgeSeconds)
    throw new GatewayError(400, 'cookie lives too long');
  const missing = ['HttpOnly', 'Secure'].filter(
    (flag) => !new RegExp(`;\\s*${flag}\\b`, 'i').test(cookie),
  );
  return [cookie, ...missing].join('; ');
}
