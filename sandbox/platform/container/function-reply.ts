import type { LazyTwilio } from './function-globals';
import type { FunctionReply, HeaderValues } from './messages';
import { TwilioResponse } from './twilio-response';

/** Returns the HTTP answer for what a Function gave its callback as second argument. */
export function buildReply(payload: unknown, twilio: LazyTwilio): FunctionReply {
  if (typeof payload === 'string')
    return { statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: payload };
  if (payload instanceof TwilioResponse) return buildCustomReply(payload);
  if (typeof payload === 'object' && payload !== null && twilio.isTwiml(payload)) {
    return {
      statusCode: 200,
      headers: { 'Content-Type': 'text/xml' },
      body: (payload as { toString(): string }).toString(),
    };
  }
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: stringify(payload),
  };
}

/** Returns the HTTP answer for what a Function gave its callback as first argument, or threw. */
export function buildErrorReply(error: unknown): FunctionReply {
  if (error instanceof Error) {
    const { message, name, stack } = error;
    return {
      statusCode: 500,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ message, name, stack }),
    };
  }
  if (typeof error === 'string')
    return { statusCode: 500, headers: { 'Content-Type': 'text/html' }, body: error };
  return {
    statusCode: 500,
    headers: { 'Content-Type': 'application/json' },
    body: stringify(error),
  };
}

function buildCustomReply({ statusCode, headers, body }: TwilioResponse): FunctionReply {
  const given: HeaderValues = { ...headers };
  const contentTypeKey = Object.keys(given).find((key) => key.toLowerCase() === 'content-type');
  const isJson =
    contentTypeKey !== undefined && String(given[contentTypeKey]).startsWith('application/json');
  if (isJson) return { statusCode, headers: given, body: stringify(body) };
  if (typeof body === 'string') {
    return {
      statusCode,
      headers: withContentType(given, contentTypeKey, 'text/html; charset=utf-8'),
      body,
    };
  }
  if (Buffer.isBuffer(body)) {
    return {
      statusCode,
      headers: withContentType(given, contentTypeKey, 'application/octet-stream'),
      body,
    };
  }
  if (body === null || body === undefined) return { statusCode, headers: given, body: '' };
  return {
    statusCode,
    headers: withContentType(given, contentTypeKey, 'application/json'),
    body: stringify(body),
  };
}

function withContentType(
  headers: HeaderValues,
  existingKey: string | undefined,
  contentType: string,
): HeaderValues {
  return existingKey === undefined ? { ...headers, 'Content-Type': contentType } : headers;
}

function stringify(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
