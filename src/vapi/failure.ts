import type { ClientRequest } from 'node:http';
import type { AxiosError } from 'axios';
import { readProgress } from '../http/socket-state';
import { OPTIONAL_FIELDS, type OptionalField } from './call-request';
import { isFull } from './full';

/** Why Vapi created no call, in our words. */
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
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** Vapi's or the network's words, shortened. For the log only. */
  readonly detail?: string;
  /** Whether a call may exist at Vapi now. Then no second one may be created. */
  readonly callExists: 'no' | 'perhaps' | 'yes';
  /** When Vapi wants the next attempt. */
  readonly retryAfterMs?: number;
  /** The optional fields that Vapi refuses; absent if it refuses none, or others too. */
  readonly refusedFields?: readonly OptionalField[];
}

const MAX_DETAIL_LENGTH = 500;

/** How much of an error body is read: it may be a megabyte of anything. */
const MAX_READ_LENGTH = 4_096;

/** A server that has dropped an idle connection resets at once; a later reset is another matter. */
const STALE_WITHIN_MS = 1_000;

/**
 * Returns what an error thrown by the HTTP client means.
 * @param elapsedMs Since the request was handed to the client.
 */
export function classifyError(error: AxiosError, elapsedMs: number): VapiFailure {
  const code = error.code ?? error.name;
  const progress = readProgress(error.request as ClientRequest | undefined);
  const isTimeout = code === 'ETIMEDOUT';
  if (progress === 'not-connected') {
    return { reason: isTimeout ? 'timeout' : 'unreachable', detail: code, callExists: 'no' };
  }
  if (isTimeout) return { reason: 'timeout', detail: code, callExists: 'perhaps' };

  const isReset = code === 'ECONNRESET' || code === 'EPIPE';
  if (progress === 'sent-on-kept-connection' && isReset && elapsedMs < STALE_WITHIN_MS) {
    const detail = `${code} on a kept connection`;
    return { reason: 'connection-lost', detail, callExists: 'no' };
  }
  const reason = error.response === undefined ? 'connection-lost' : 'malformed-answer';
  return { reason, detail: code, callExists: 'perhaps' };
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
  if (isFull({ status, refusal: body })) return { ...failure, reason: 'full' };
  const refusedFields = status === 400 ? listRefusedFields(detail) : [];
  const retryAfterMs = parseRetryAfterMs(retryAfter);
  return {
    ...failure,
    reason: reasonOf(status),
    ...(refusedFields.length === 0 ? {} : { refusedFields }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
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
    case 500:
    case 502:
    case 503:
    case 504:
    case 521:
      return 'server-error';
    default:
      return 'unexpected-status';
  }
}

/** Messages are a text or a list; during outages the body is HTML. */
function messageOf(body: string): string {
  try {
    const parsed = Object(JSON.parse(body)) as { message?: unknown; error?: unknown };
    const message = parsed.message ?? parsed.error ?? '';
    return [message].flat().map(wordOf).join('; ').slice(0, MAX_DETAIL_LENGTH);
  } catch {
    const start = body.slice(0, MAX_READ_LENGTH);
    return start
      .replace(/<[^<>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_DETAIL_LENGTH);
  }
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Returns the optional fields that a message is about: `property metadata should not exist`,
 * `customer.number must be …`, `customer.property x should not exist`. For tools, any word about
 * them; for the events' server, any word about its place:
 * `assistantOverrides.server.backoffPlan.type must be …`.
 */
function listRefusedFields(detail: string): OptionalField[] {
  const subject = /^(?:property )?(\w+)(?:\.\w+)*(?:\.property \w+)? (?:must|should)/;
  const server =
    /^(?:each value in )?(?:assistant|squad)Overrides\.(?:property |each value in )?(server)(?:Messages)?\b/;
  const fields = detail
    .split('; ')
    .map(
      (message) =>
        /tools:append/.exec(message)?.[0] ??
        server.exec(message)?.[1] ??
        subject.exec(message)?.[1],
    );
  return OPTIONAL_FIELDS.filter((field) => fields.includes(field));
}

/** `Retry-After` in seconds; its other form, a date, is not used for waits this short. */
function parseRetryAfterMs(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined;
}
