import { TENANT_ID_PATTERN } from '../config/tenant-id';
import { UUID_PATTERN } from '../config/uuid';
import type { StreamBeginning } from './assistant-ended';
import { type EventParameters, textOf } from './parameters';
import { paths, withQuery } from './urls';

export interface StreamStatus {
  readonly callSid: string;
  readonly streamSid: string;
  /** `stream-started`, `stream-stopped` or `stream-error`. */
  readonly streamEvent: string;
  /** Twilio's words for an error. */
  readonly error: string;
  /** Twilio's number of the error, if there is one. */
  readonly errorCode: number | undefined;
  /** Which call at Vapi the stream belongs to, and whose call; from our own address. */
  readonly vapiCallId: string | undefined;
  readonly tenantId: string | undefined;
  /** From our TwiML to the open socket, for a start only. Undefined if the times make no sense. */
  readonly openMs: number | undefined;
  /** From our TwiML to the stream's end, for a stop or an error only. */
  readonly streamMs: number | undefined;
}

/** Returns the path that Twilio gets for a stream's status: it carries what is logged about it. */
export function buildStreamStatusPath({
  vapiCallId,
  connectedAtMs,
  tenantId,
}: Pick<StreamBeginning, 'vapiCallId' | 'connectedAtMs' | 'tenantId'>): string {
  const connected = Math.floor(connectedAtMs);
  return withQuery(paths.streamStatus, { call: vapiCallId, connected, tenant: tenantId });
}

/**
 * Parses a stream's status callback; never throws. @see
 * https://www.twilio.com/docs/voice/twiml/stream
 */
export function parseStreamStatus(event: EventParameters): StreamStatus {
  const error = textOf(event['StreamError']).trim().slice(0, 300);
  const code = textOf(event['StreamErrorCode']).trim() || error;
  const [number] = /\b31\d{3}\b/.exec(code) ?? [];
  const streamEvent = textOf(event['StreamEvent']).trim();
  const isStart = streamEvent === 'stream-started';
  const elapsedMs = measureElapsed(textOf(event['connected']), textOf(event['Timestamp']));
  return {
    callSid: textOf(event['CallSid']).trim(),
    streamSid: textOf(event['StreamSid']).trim(),
    vapiCallId: UUID_PATTERN.exec(textOf(event['call']).trim())?.[0],
    tenantId: TENANT_ID_PATTERN.exec(textOf(event['tenant']).trim())?.[0],
    streamEvent,
    error,
    errorCode: number === undefined ? undefined : Number(number),
    openMs: isStart ? elapsedMs : undefined,
    streamMs: isStart ? undefined : elapsedMs,
  };
}

/** How much Twilio's clock and ours may differ; its times may also be whole seconds. */
const MAX_CLOCK_SKEW_MS = 2_000;
/** No call at Twilio lasts longer. */
const MAX_STREAM_MS = 24 * 60 * 60 * 1_000;

/**
 * Returns the time from our TwiML to the event; undefined if one is missing or they make no sense.
 */
function measureElapsed(connectedMs: string, timestamp: string): number | undefined {
  const atMs = Date.parse(timestamp);
  if (!/^\d{13}$/.test(connectedMs) || Number.isNaN(atMs)) return undefined;
  const elapsedMs = atMs - Number(connectedMs);
  if (elapsedMs < -MAX_CLOCK_SKEW_MS || elapsedMs > MAX_STREAM_MS) return undefined;
  return Math.max(0, elapsedMs);
}

/** The server closed the socket, which is also how every normal conversation ends. */
const CLOSED_BY_SERVER = 31921;

/**
 * Returns whether somebody should look at the error. @see
 * https://www.twilio.com/docs/api/errors/31921
 */
export function isStreamAlarm({ streamEvent, errorCode }: StreamStatus): boolean {
  return streamEvent === 'stream-error' && errorCode !== CLOSED_BY_SERVER;
}
