import { createHmac } from 'node:crypto';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';

/** Returns what stands for a caller's number in a name in Sync, for one purpose: 22 characters. */
export function hashNumber(
  number: string,
  purpose: 'caller count' | 'caller text',
  secret: Secret,
): string {
  const key = deriveKey(secret, purpose);
  return createHmac('sha256', key).update(number).digest('base64url').slice(0, 22);
}
