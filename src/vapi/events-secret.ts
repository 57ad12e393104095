import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';

/** The header that authenticates Vapi's requests. */
export const EVENTS_SECRET_HEADER = 'X-Vapi-Secret';

/** Who sends a message, as its header proves. */
export interface EventsSender {
  /** Whose calls it may report; undefined = anybody's, because it holds our secret itself. */
  readonly tenantId: string | undefined;
}

/**
 * Returns what Vapi gets to show us for one tenant's calls, `<tenant id>.<HMAC over it>`. Whoever
 * has the tenant's Vapi organisation can read it. It speaks for that tenant alone, and reveals
 * nothing of the secret itself, which signs permits and seals what passes through Vapi.
 */
export function deriveEventsHeader(secret: Secret, tenantId: string): string {
  const key = deriveKey(secret, 'vapi header');
  return `${tenantId}.${createHmac('sha256', key).update(tenantId).digest('base64url')}`;
}

/**
 * Returns who sends a request that carries one of our secrets, or a value derived from one, in
 * `X-Vapi-Secret` or as a bearer token; undefined for a stranger. Takes the same time wherever the
 * texts differ. Without a configured secret, everybody is refused.
 * @param headers Names in lower case.
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

/** Hashes all have one length, so comparing them reveals nothing about the secret's. */
function isSame(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return hashA !== undefined && hashB !== undefined && timingSafeEqual(hashA, hashB);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
