import { type FaultCase, onlyOnce } from '../fault-case';

const HTML = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>';
const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

const refusal = (
  status: number,
  error: string,
  message: string | string[],
  name = `${status} ${[message].flat()[0]}`,
): FaultCase => ({
  name: name.length > 60 ? `${name.slice(0, 60)}…` : name,
  expected: 'fallback',
  fault: {
    kind: 'status',
    status,
    headers: JSON_TYPE,
    body: JSON.stringify({ message, error, statusCode: status }),
  },
});

/** An answer from something between us and Vapi. */
const edge = (
  status: number,
  body = '',
  name = `${status}${body === '' ? ' without a body' : ' with a page'}`,
  headers: Readonly<Record<string, string>> = {},
): FaultCase => ({
  name,
  expected: 'fallback',
  fault: {
    kind: 'status',
    status,
    body,
    headers: { 'Content-Type': body === HTML ? 'text/html' : 'text/plain', ...headers },
  },
});

const OVER_LIMIT = 'Over Concurrency Limit';
const E164 =
  'customer.number must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code.';

/** Statuses of `POST /call`, seen in public or to be expected. */
export const statuses: readonly FaultCase[] = [
  refusal(400, 'Bad Request', ['property serverUrl should not exist']),
  refusal(400, 'Bad Request', ['property metadata should not exist']),
  onlyOnce(refusal(400, 'Bad Request', ['property metadata should not exist'])),
  refusal(400, 'Bad Request', ['assistantOverrides.property variableValues should not exist']),
  refusal(
    400,
    'Bad Request',
    "Couldn't Get Phone Number. Need Either `phoneNumberId` Or `phoneNumber`.",
  ),
  refusal(
    400,
    'Bad Request',
    "Couldn't Get Assistant. Need Either `assistant`, `assistantId`, `squad`, Or `squadId`.",
  ),
  refusal(400, 'Bad Request', ['phoneNumberId must be a UUID']),
  refusal(400, 'Bad Request', [E164]),
  refusal(400, 'Bad Request', `${OVER_LIMIT}.`),
  {
    ...refusal(400, '', '', '400 Over Concurrency Limit in `error` alone'),
    fault: { kind: 'status', status: 400, body: JSON.stringify({ error: OVER_LIMIT }) },
  },
  refusal(400, 'Bad Request', 'Subscription frozen: insufficient credits.'),
  edge(400),
  refusal(401, 'Unauthorized', 'Invalid Key. Hot tip, you may be using the private key.'),
  refusal(402, 'Payment Required', 'Wallet is empty.'),
  edge(403, 'error code: 1010', '403 error code: 1010'),
  refusal(404, 'Not Found', "Couldn't find assistant"),
  edge(408),
  refusal(409, 'Conflict', 'Conflict'),
  edge(413, HTML),
  edge(418),
  refusal(422, 'Unprocessable Entity', ['unprocessable']),
  edge(429, 'Rate limit exceeded', '429 without Retry-After'),
  edge(429, 'Rate limit exceeded', '429 with Retry-After: 2', { 'Retry-After': '2' }),
  edge(429, 'Rate limit exceeded', '429 with Retry-After: 60', { 'Retry-After': '60' }),
  edge(429, JSON.stringify({ error: OVER_LIMIT }), '429 Over Concurrency Limit'),
  onlyOnce(edge(429, 'Rate limit exceeded', '429 with Retry-After: 1', { 'Retry-After': '1' })),
  refusal(500, 'Internal Server Error', 'Internal server error'),
  onlyOnce(edge(500)),
  edge(502, HTML),
  edge(503),
  edge(504, HTML),
  edge(521, 'error code: 521', '521 error code: 521'),
  edge(522),
  edge(599),
  edge(302, '', '302 to another host', { Location: 'https://does-not-exist.invalid/call' }),
  edge(204),
  edge(200, HTML),
  edge(200, 'ok', '200 without JSON'),
  edge(201, HTML),
];
