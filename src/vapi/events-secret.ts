import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';

/** The header by which Vapi's requests are known. */
export const EVENTS_SECRET_HEADER = 'X-Vapi-Secret';

/** Who sends a message, as its header proves. */
export interface EventsSender {
  /** Whose calls it may tell of; undefined = anybody's, for it holds our secret itself. */
  readonly tenantId: string | undefined;
}

/**
 * Returns what Vapi is given to show us for one tenant's calls, `<tenant id>.<HMAC over it>`. Whoever
 * has the tenant's Vapi organisation can read it: it speaks for that tenant alone, and tells nothing of
 * the secret itself, which signs permits and seals what passes through Vapi's hands.
 */
export function deriveEventsHeader(secret: Secret, tenantId: string): string {
  const key = deriveKey(secret, 'vapi header');
  return `${tenantId}.${createHmac('sha256', key).update(tenantId).digest('base64url')}`;
}

/**
 * Returns who sends a request that carries one of our secrets, or what was derived from one, in
 * `X-Vapi-Secret` or as a bearer token; undefined for a stranger. Takes the same time wherever the
 * texts differ. Without a secret nobody is let in.
 * @param headers Names in small letters.
 */
export function findEventsSender(
  headers: Partial<Record<string, unknown>>,
  secrets: readonly Secret[],
): EventsSender | undefined {
  const bearer = textOf(headers['authorization']).replace(/^bearer /i, '');
  return [textOf(headers['x-vapi-secret']), bearer]
    .filter((text) => text !== '')
    .map((given) => readSender(given, secrets))
    .find((sender) => sender !== undefined);
}

function readSender(given: string, secrets: readonly Secret[]): EventsSender | undefined {
  if (secrets.some((secret) => isSame(given, secret.reveal()))) return { tenantId: undefined };
  const [tenantId = ''] = given.split('.');
  const isDerived = secrets.some((secret) => isSame(given, deriveEventsHeader(secret, tenantId)));
  return isDerived ? { tenantId } : undefined;
}

/** Hashes are of one length, so comparing them tells nothing of the secret's. */
function isSame(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return hashA !== undefined && hashB !== undefined && timingSafeEqual(hashA, hashB);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
