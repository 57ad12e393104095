import { hkdfSync } from 'node:crypto';
import type { Secret } from './secret';

/** Returns a key of 32 bytes for one purpose: none of a secret's keys tells of another, or of it. */
export function deriveKey(secret: Secret, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret.reveal(), '', `switchboard ${purpose}`, 32));
}
