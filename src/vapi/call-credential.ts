import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';

/** The header by which Vapi's requests are known. */
export const CREDENTIAL_HEADER = 'X-Vapi-Secret';

/** Whose call a message may be about, as its header proves. */
export interface EventsSender {
  readonly tenantId: string;
  readonly callSid: string;
}

/** The log removes what begins like this, wherever it comes back. */
const PREFIX = 'sb-call';

/** No call at Vapi lasts longer than 12 hours; its report is tried again for some minutes. */
const CREDENTIAL_SECONDS = 13 * 60 * 60;

/**
 * Returns what Vapi is given to show us for one call: `sb-call.<tenant id>.<CallSid>.<expiry>.<HMAC>`.
 * Everybody in the tenant's Vapi organisation can read it: it speaks for that call alone, for some hours,
 * and tells nothing of the secret.
 */
export function issueCredential(
  { tenantId, callSid }: EventsSender,
  secret: Secret,
  nowMs: number,
): string {
  const expiresAtSeconds = Math.floor(nowMs / 1_000) + CREDENTIAL_SECONDS;
  const claims = `${PREFIX}.${tenantId}.${callSid}.${expiresAtSeconds}`;
  return `${claims}.${sign(claims, secret)}`;
}

/**
 * Returns who sends a request, by the credential in its `X-Vapi-Secret`; undefined for a stranger. One of
 * the secrets itself is no credential: whatever knows it would speak for every tenant, for ever. Takes the
 * same time wherever the texts differ.
 * @param headers Names in small letters.
 */
export function findEventsSender(
  headers: Partial<Record<string, unknown>>,
  secrets: readonly Secret[],
  nowMs: number,
): EventsSender | undefined {
  const given = headers['x-vapi-secret'];
  if (typeof given !== 'string') return undefined;
  const [prefix, tenantId = '', callSid = '', expiry = '', signature = '', ...rest] = given
    .trim()
    .split('.');
  const isWhole = prefix === PREFIX && tenantId !== '' && callSid !== '' && rest.length === 0;
  if (!isWhole || !/^\d{1,12}$/.test(expiry) || Number(expiry) * 1_000 < nowMs) return undefined;
  const claims = `${PREFIX}.${tenantId}.${callSid}.${expiry}`;
  const isSigned = secrets.some((secret) => isSame(sign(claims, secret), signature));
  return isSigned ? { tenantId, callSid } : undefined;
}

function sign(claims: string, secret: Secret): string {
  const key = deriveKey(secret, 'vapi credential');
  return createHmac('sha256', key).update(claims).digest('base64url');
}

/** Texts are compared, for several texts stand for the same bytes. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
