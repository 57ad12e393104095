import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/secret';

/** The header by which Vapi's requests are known. */
export const EVENTS_SECRET_HEADER = 'X-Vapi-Secret';

/**
 * Tells whether a request carries one of our secrets, in `X-Vapi-Secret` or as a bearer token. Takes
 * the same time wherever the texts differ. Without a secret nobody is let in.
 * @param headers Names in small letters.
 */
export function hasEventsSecret(
  headers: Partial<Record<string, unknown>>,
  secrets: readonly Secret[],
): boolean {
  const bearer = textOf(headers['authorization']).replace(/^bearer /i, '');
  const given = [textOf(headers['x-vapi-secret']), bearer].filter((text) => text !== '');
  return secrets.some((secret) => given.some((text) => isSame(text, secret.reveal())));
}

/** Hashes are of one length, so comparing them tells nothing of the secret's. */
function isSame(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return hashA !== undefined && hashB !== undefined && timingSafeEqual(hashA, hashB);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
