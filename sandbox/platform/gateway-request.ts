import type { IncomingMessage } from 'node:http';
import { GatewayError } from './gateway-error';
import { PLATFORM_LIMITS } from './platform-limits';

/** A request that passed the gateway's limits, with its body read. */
export interface GatewayRequest {
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  readonly domainName: string;
  readonly path: string;
  /** Path and query exactly as sent; signatures are made over it. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const METHODS: readonly string[] = ['GET', 'POST', 'OPTIONS'];

/**
 * Reads a request and holds it to the platform's limits.
 *
 * @throws {GatewayError} when the platform would not let it through
 */
export async function readGatewayRequest(message: IncomingMessage): Promise<GatewayRequest> {
  const { method = '', url: target = '/' } = message;
  checkHeaders(message.rawHeaders);
  if (!METHODS.includes(method)) throw new GatewayError(405, `method ${method} is not allowed`);
  const body = await readBody(message);
  if (method === 'GET' && body.length > 0)
    throw new GatewayError(403, 'GET with a body is not allowed');
  const url = new URL(target, 'http://gateway.invalid');
  return {
    method: method as GatewayRequest['method'],
    domainName: (message.headers.host ?? '').replace(/:\d+$/, '').toLowerCase(),
    path: decodePath(url.pathname),
    target,
    query: url.searchParams,
    rawHeaders: message.rawHeaders,
    headers: message.headers,
    body,
  };
}

/** Throws the 431 of headers that are too many or too long. */
export function checkHeaders(rawHeaders: readonly string[]): void {
  const sizeBytes = rawHeaders.reduce((total, text) => total + Buffer.byteLength(text), 0);
  if (
    rawHeaders.length / 2 > PLATFORM_LIMITS.headersCount ||
    sizeBytes > PLATFORM_LIMITS.headersBytes
  ) {
    throw new GatewayError(431, 'headers too large', 82008);
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = message.rawHeaders.reduce((total, text) => total + Buffer.byteLength(text), 0);
  for await (const chunk of message as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    // The rest is still read and dropped: a reset connection would hide the answer from the caller.
    if (sizeBytes <= PLATFORM_LIMITS.requestBytes) chunks.push(chunk);
  }
  if (sizeBytes > PLATFORM_LIMITS.requestBytes) throw new GatewayError(413, 'request too large');
  return Buffer.concat(chunks);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new GatewayError(400, 'path cannot be decoded');
  }
}
