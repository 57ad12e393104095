import { randomBytes } from 'node:crypto';

/** Returns a new sid as Twilio gives them out: two letters and 32 hexadecimal digits. */
export function makeSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}
