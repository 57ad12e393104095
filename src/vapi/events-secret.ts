import { createHash, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';

/** The header by which Vapi's requests are known. */
export const EVENTS_SECRET_HEADER = 'X-Vapi-Secret';

/**
 * Returns what Vapi is given to show us: it tells nothing of the secret itself, which signs permits
 * and seals what passes through Vapi's hands.
 */
export function deriveEventsHeader(secret: Secret): string {
  return deriveKey(secret, 'vapi header').toString('base64url');
}

/**
 * Tells whether a request carries one of our secrets, or what was derived from one, in `X-Vapi-Secret` or as a bearer token. Takes
 * the same time wherever the texts differ. Without a secret nobody is let in.
 * @param headers Names in small letters.
 */
export function hasEventsSecret(
  headers: Partial<Record<string, unknown>>,
  secrets: readonly Secret[],
): boolean {
  const bearer = textOf(headers['authorization']).replace(/^bearer /i, '');
  const given = [textOf(headers['x-vapi-secret']), bearer].filter((text) => text !== '');
  const accepted = secrets.flatMap((secret) => [deriveEventsHeader(secret), secret.reveal()]);
  return accepted.some((expected) => given.some((text) => isSame(text, expected)));
}

/** Hashes are of one length, so comparing them tells nothing of the secret's. */
function isSame(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return hashA !== undefined && hashB !== undefined && timingSafeEqual(hashA, hashB);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
