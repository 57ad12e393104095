import { hkdfSync } from 'node:crypto';
import type { Secret } from './secret';

/** Returns a key of 32 bytes for one purpose. No derived key reveals the secret or another key. */
export function deriveKey(secret: Secret, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret.reveal(), '', `switchboard ${purpose}`, 32));
}
