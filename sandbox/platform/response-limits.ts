import type { FunctionReply } from './container/messages';
import { checkHeaders } from './gateway-request';
import { GatewayError } from './gateway-error';
import { PLATFORM_LIMITS } from './platform-limits';

/**
 * Checks what the platform allows in a reply.
 *
 * @throws {GatewayError} when the platform would not let the reply out
 */
export function checkResponse(reply: FunctionReply): void {
  if (Buffer.byteLength(reply.body) > PLATFORM_LIMITS.responseBytes)
    throw new GatewayError(502, 'response too large');
  checkHeaders(
    Object.entries(reply.headers).flatMap(([name, value]) =>
      [value].flat().flatMap((one) => [name, one]),
    ),
  );
}
