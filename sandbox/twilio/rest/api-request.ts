import type { IncomingMessage } from 'node:http';
import { parseMultipart, type MultipartPart } from './multipart';

export interface ApiRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly parts: readonly MultipartPart[];
  readonly authorization: string | undefined;
  readonly ifMatch: string | undefined;
}

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Returns the request with its body read and parsed by its content type.
 *
 * @throws {Error} when the body is larger than any upload may be
 */
export async function readApiRequest(message: IncomingMessage, host: string): Promise<ApiRequest> {
  const url = new URL(message.url ?? '/', `https://${host}`);
  const contentType = message.headers['content-type'] ?? '';
  const body = await readBody(message);
  return {
    method: message.method ?? 'GET',
    host,
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(
      contentType.startsWith('application/x-www-form-urlencoded') ? body.toString('utf8') : '',
    ),
    parts: contentType.startsWith('multipart/form-data') ? parseMultipart(contentType, body) : [],
    authorization: message.headers.authorization,
    ifMatch: message.headers['if-match'],
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > BODY_LIMIT_BYTES) throw new Error('request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
