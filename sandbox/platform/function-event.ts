import type { HeaderValues } from './container/messages';
import type { GatewayRequest } from './gateway-request';

const HIDDEN_HEADERS = new Set([
  'connection',
  'expect',
  'host',
  'referer',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-real-ip',
]);
const HIDDEN_HEADER_PREFIXES = [
  'proxy-',
  'x-accel-',
  'x-forwarded-',
  'i-twilio-',
  'i-t-',
  'ot-',
  'x-amz',
];

/** Returns the `event` of a Function: the request's headers, then the query, then the body, later ones winning. */
export function buildEvent(request: GatewayRequest): Record<string, unknown> {
  const headers = readVisibleHeaders(request.rawHeaders);
  return {
    request: { headers, cookies: {} },
    ...toRecord(request.query),
    ...parseBody(request),
  };
}

function readVisibleHeaders(rawHeaders: readonly string[]): HeaderValues {
  const headers: HeaderValues = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (
      HIDDEN_HEADERS.has(name) ||
      HIDDEN_HEADER_PREFIXES.some((prefix) => name.startsWith(prefix))
    )
      continue;
    const value = rawHeaders[index + 1] ?? '';
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return headers;
}

function parseBody(request: GatewayRequest): object {
  const contentType = request.headers['content-type'] ?? '';
  const text = request.body.toString('utf8');
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return toRecord(new URLSearchParams(text));
  if (!contentType.startsWith('application/json')) return {};
  try {
    const parsed = JSON.parse(text) as unknown;
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/** A repeated name becomes a list; brackets in names mean nothing. */
function toRecord(params: URLSearchParams): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    record[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return record;
}
