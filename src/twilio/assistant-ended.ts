import { UUID_PATTERN } from '../config/uuid';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, parseCount, textOf } from './parameters';
import { paths, withQuery } from './urls';

/** Where Twilio is to ask what comes after the assistant's stream, once our own address has been asked. */
export interface NextDocument {
  readonly url: string;
  readonly method: 'GET' | 'POST';
}

/** What our address for a stream's end carries: all that is remembered of how it began. */
export interface StreamBeginning {
  /** Undefined if Vapi named none. */
  readonly vapiCallId: string | undefined;
  /** `POST /call` requests that this call has made so far. */
  readonly postCount: number;
  /** Transfers that it has begun so far. */
  readonly transfers: number;
  /** When Twilio was told to connect. */
  readonly connectedAtMs: number;
  readonly tenantId: string;
  /** What the caller answered about recording; undefined if the tenant does not configure it. */
  readonly consent?: string | undefined;
  /** Where Vapi wants the caller after a normal end. */
  readonly next?: NextDocument | undefined;
}

/** A request that asks what comes after the assistant's stream. */
export interface AssistantEnded extends IncomingCall {
  /** Whether our own first answer led here: then nobody else has the caller. */
  readonly isAskedAgain: boolean;
  readonly vapiCallId: string | undefined;
  /** More than any call may make, if the address does not say. */
  readonly postCount: number;
  /** Transfers that the phone call has begun so far. */
  readonly transfers: number;
  /** Undefined if the address does not say. */
  readonly connectedAtMs: number | undefined;
  /** What the caller answered about recording; empty if the address does not say. */
  readonly consent: string;
  /** Where Vapi wants the caller after a normal end; as the address says, not yet checked. */
  readonly next: NextDocument | undefined;
}

const UNKNOWN_POST_COUNT = 99;

/** Returns the address that Twilio requests when the stream has ended. */
export function buildEndedUrl({
  vapiCallId,
  postCount,
  connectedAtMs,
  consent,
  next,
  transfers,
}: Omit<StreamBeginning, 'tenantId'>): string {
  return withQuery(paths.assistantEnded, {
    call: vapiCallId,
    connected: Math.floor(connectedAtMs / 1_000),
    consent,
    next: next?.url,
    nextMethod: next?.method,
    posts: postCount,
    transfers: transfers || undefined,
  });
}

/** Returns the same address, as our first answer names it. */
export function buildAskAgainUrl(ended: AssistantEnded): string {
  const { vapiCallId, connectedAtMs, postCount, consent, next, transfers } = ended;
  return withQuery(paths.assistantEnded, {
    again: 1,
    call: vapiCallId,
    connected: connectedAtMs === undefined ? undefined : Math.floor(connectedAtMs / 1_000),
    consent: consent || undefined,
    next: next?.url,
    nextMethod: next?.method,
    posts: postCount,
    transfers: transfers || undefined,
  });
}

/** Parses such a request; never throws. */
export function parseAssistantEnded(event: EventParameters): AssistantEnded {
  const connectedAtSeconds = parseCount(event['connected']);
  return {
    ...parseIncomingCall(event),
    isAskedAgain: textOf(event['again']) === '1',
    vapiCallId: UUID_PATTERN.exec(textOf(event['call']).trim())?.[0],
    postCount: parseCount(event['posts']) ?? UNKNOWN_POST_COUNT,
    transfers: parseCount(event['transfers']) ?? 0,
    connectedAtMs: connectedAtSeconds === undefined ? undefined : connectedAtSeconds * 1_000,
    consent: textOf(event['consent']).trim(),
    next: parseNext(event),
  };
}

function parseNext(event: EventParameters): NextDocument | undefined {
  const url = textOf(event['next']).trim();
  if (url === '') return undefined;
  return { url, method: textOf(event['nextMethod']) === 'GET' ? 'GET' : 'POST' };
}
