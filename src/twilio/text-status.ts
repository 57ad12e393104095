import { TENANT_ID_PATTERN } from '../config/tenant-id';
import { type EventParameters, parseCount, textOf } from './parameters';
import { ASK_AGAIN, paths, withQuery } from './urls';

/** What became of a text message to a caller. */
export interface TextStatus {
  readonly messageSid: string;
  /** `queued`, `sent`, `delivered`, `undelivered`, `failed` and others. */
  readonly status: string;
  /** Of Twilio, where it failed; undefined otherwise. */
  readonly errorCode: number | undefined;
  readonly to: string;
  /** Of our own address: whose text it was, and after which call. */
  readonly tenantId: string;
  readonly callSid: string;
}

/** Returns where Twilio reports what becomes of a text message. */
export function buildTextStatusPath({
  tenantId,
  callSid,
}: Pick<TextStatus, 'tenantId' | 'callSid'>): string {
  return withQuery(paths.textStatus, { tenant: tenantId, call: callSid }) + ASK_AGAIN;
}

/**
 * Parses a message's status callback; never throws.
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function parseTextStatus(event: EventParameters): TextStatus {
  const read = (name: string, pattern: RegExp) => {
    const text = textOf(event[name]).trim();
    return pattern.test(text) ? text : '';
  };
  return {
    messageSid: read('MessageSid', /^[SM]M[0-9a-f]{32}$/),
    status: read('MessageStatus', /^[a-z_]{1,40}$/),
    errorCode: parseCount(event['ErrorCode']),
    to: textOf(event['To']).trim(),
    tenantId: read('tenant', TENANT_ID_PATTERN),
    callSid: read('call', /^CA[0-9a-f]{32}$/),
  };
}
