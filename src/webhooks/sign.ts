import { createHmac } from 'node:crypto';
import type { Secret } from '../config/secret';

/** What is signed: the id and the time are headers beside the body. */
export interface SignedParts {
  /** The same for every attempt with one message, so that the receiver can recognise it. */
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
}

/**
 * Returns the headers of a signed webhook in the form of Standard Webhooks, which receivers check
 * with that project's libraries or a few lines of their own.
 * @param secret `whsec_` and base64, or any other text, which is used as it is.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signWebhook(
  { id, timestampSeconds, body }: SignedParts,
  secret: Secret,
): Record<string, string> {
  const signature = createHmac('sha256', toKey(secret.reveal()))
    .update(`${id}.${timestampSeconds}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': `v1,${signature}`,
  };
}

function toKey(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  return encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, 'base64');
}
