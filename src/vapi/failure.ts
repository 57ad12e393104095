import type { AxiosError } from 'axios';
import { OPTIONAL_FIELDS, type OptionalField } from './call-request';

/** Why Vapi gave us no call, in our words. */
export type FailureReason =
  | 'timeout'
  | 'unreachable'
  | 'connection-lost'
  | 'bad-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'full'
  | 'rate-limited'
  | 'server-error'
  | 'unexpected-status'
  | 'malformed-answer'
  | 'no-twiml'
  | 'unsafe-twiml';

/** A failed `POST /call`. */
export interface VapiFailure {
  readonly reason: FailureReason;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** Vapi's or the network's words, shortened. For the log only. */
  readonly detail?: string;
  /** Whether a call may exist at Vapi now. A second one must not be made beside it. */
  readonly callExists: 'no' | 'perhaps' | 'yes';
  /** Vapi's wish for the next try. */
  readonly retryAfterMs?: number;
  /** The optional field that Vapi refuses. */
  readonly refusedField?: OptionalField;
}

const MAX_DETAIL_LENGTH = 500;

/** The connection was not made, so nothing was asked: name, address, TLS. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/** Returns what a thrown error of the HTTP client means. */
export function classifyError(error: AxiosError): VapiFailure {
  const code = error.code ?? error.name;
  const detail = code;
  if (NOT_CONNECTED.test(code) || /before secure TLS connection/.test(error.message)) {
    return { reason: 'unreachable', detail, callExists: 'no' };
  }
  if (code === 'ERR_CANCELED' || code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
    return { reason: 'timeout', detail, callExists: 'perhaps' };
  }
  if (isStaleConnection(error)) {
    return {
      reason: 'connection-lost',
      detail: `${code} on a reused connection`,
      callExists: 'no',
    };
  }
  const reason = error.response === undefined ? 'connection-lost' : 'malformed-answer';
  return { reason, detail, callExists: 'perhaps' };
}

/**
 * Tells whether a kept-alive connection turned out to be closed: the server had given it up before
 * it could have read our request. Node marks the request as reused for this very purpose.
 * @see https://nodejs.org/api/http.html#requestreusedsocket
 */
function isStaleConnection(error: AxiosError): boolean {
  const { code, response } = error;
  const request = error.request as { reusedSocket?: boolean } | undefined;
  const isReset = code === 'ECONNRESET' || code === 'EPIPE';
  return isReset && response === undefined && request?.reusedSocket === true;
}

/** An answer with a status other than 2xx. */
export interface RefusedAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
}

/** Returns what a refusal means; its body may be JSON of several shapes, HTML or empty. */
export function classifyRefusal({ status, body, retryAfter }: RefusedAnswer): VapiFailure {
  const detail = messageOf(body);
  const failure = { status, detail, callExists: 'no' as const };
  if (isFullMessage(status, body)) return { ...failure, reason: 'full' };
  const refusedField = status === 400 ? findRefusedField(detail) : undefined;
  const retryAfterMs = parseRetryAfterMs(retryAfter);
  return {
    ...failure,
    reason: reasonOf(status),
    ...(refusedField === undefined ? {} : { refusedField }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Vapi says that all lines are taken with 400 or 429 and words in whichever field. */
function isFullMessage(status: number, body: string): boolean {
  return (status === 400 || status === 429) && /concurren/i.test(body);
}

function reasonOf(status: number): FailureReason {
  switch (status) {
    case 400:
      return 'bad-request';
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 429:
      return 'rate-limited';
    default:
      return status >= 500 ? 'server-error' : 'unexpected-status';
  }
}

/** Messages are a text or a list; during outages the body is HTML. */
function messageOf(body: string): string {
  try {
    const parsed = Object(JSON.parse(body)) as { message?: unknown; error?: unknown };
    const message = parsed.message ?? parsed.error ?? '';
    return [message].flat().map(wordOf).join('; ').slice(0, MAX_DETAIL_LENGTH);
  } catch {
    return body
      .replace(/<[^>]*>|\s+/g, ' ')
      .trim()
      .slice(0, MAX_DETAIL_LENGTH);
  }
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `property metadata should not exist`, `customer.number must be …`: the field is the first word. */
function findRefusedField(detail: string): OptionalField | undefined {
  const subject = /^(?:property )?(\w+)(?:\.\w+)* (?:must|should)/m;
  const words = detail.split('; ').map((message) => subject.exec(message)?.[1]);
  return OPTIONAL_FIELDS.find((field) => words.includes(field));
}

/** `Retry-After` in seconds; its other form, a date, is not used for waits this short. */
function parseRetryAfterMs(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined;
}
