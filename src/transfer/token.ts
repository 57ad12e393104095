import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';

/** Which call a tool call from Vapi may move. The model can neither invent nor change it. */
export interface TransferPermit {
  readonly callSid: string;
  readonly tenantId: string;
  readonly calledNumber: string;
  readonly expiresAtSeconds: number;
  /** Lets Twilio show the caller's number on another call. Only we can read it. */
  readonly callToken: string | undefined;
  /** What the caller answered about recording; undefined if the tenant does not configure it. */
  readonly consent?: string | undefined;
  /** Transfers that the phone call has begun before. */
  readonly transfers: number;
  /** What the front door has found out about the caller, as addresses carry it. */
  readonly door?: string | undefined;
}

/** Why a token is refused. For the log only: the model hears one sentence for all of them. */
export type TokenDefect = 'malformed' | 'wrong-signature' | 'expired';

/** A permit that was read, or why there is none. */
export type ReadPermit =
  | { readonly permit: TransferPermit; readonly defect?: undefined }
  | { readonly permit?: undefined; readonly defect: TokenDefect };

/** The log removes what begins like this, wherever it comes back. */
const VERSION = 'sb-permit';

/**
 * Returns a permit as a token: `sb-permit.<what it says>.<sealed CallToken>.<HMAC over all before>`.
 * The CallToken passes through Vapi, so it is also encrypted (AES-256-GCM).
 */
export function signPermit({ callToken, ...claims }: TransferPermit, secret: Secret): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const sealed = callToken === undefined ? '' : seal(callToken, secret);
  const signed = `${VERSION}.${payload}.${sealed}`;
  return `${signed}.${sign(signed, secret)}`;
}

/**
 * Returns the permit in a token that one of the secrets has signed; never throws. Two secrets are
 * valid while one replaces the other.
 */
export function readPermit(
  token: string,
  secrets: readonly Secret[],
  nowSeconds: number,
): ReadPermit {
  const [version, payload = '', sealed = '', signature, ...rest] = token.split('.');
  if (version !== VERSION || signature === undefined || rest.length > 0) {
    return { defect: 'malformed' };
  }
  const signed = `${VERSION}.${payload}.${sealed}`;
  const signer = secrets.find((secret) => isSame(sign(signed, secret), signature));
  if (signer === undefined) return { defect: 'wrong-signature' };
  const claims = parseClaims(payload);
  if (claims === undefined) return { defect: 'malformed' };
  if (claims.expiresAtSeconds < nowSeconds) return { defect: 'expired' };
  return { permit: { ...claims, callToken: sealed === '' ? undefined : unseal(sealed, signer) } };
}

function sign(text: string, secret: Secret): string {
  return createHmac('sha256', deriveKey(secret, 'permit')).update(text).digest('base64url');
}

/** Compares texts rather than bytes, because several texts decode to the same bytes. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function seal(text: string, secret: Secret): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, 'call token'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The signature is valid, so we sealed this. If it does not open anyway, the call does without. */
function unseal(sealed: string, secret: Secret): string | undefined {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', deriveKey(secret, 'call token'), nonce);
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function parseClaims(payload: string): Omit<TransferPermit, 'callToken'> | undefined {
  try {
    const claims = Object(
      JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
    ) as Partial<TransferPermit>;
    const { callSid, tenantId, calledNumber, expiresAtSeconds, consent, transfers, door } = claims;
    if (typeof callSid !== 'string' || typeof tenantId !== 'string') return undefined;
    if (typeof calledNumber !== 'string' || typeof expiresAtSeconds !== 'number') return undefined;
    if (typeof consent !== 'string' && consent !== undefined) return undefined;
    if (typeof transfers !== 'number') return undefined;
    if (typeof door !== 'string' && door !== undefined) return undefined;
    return { callSid, tenantId, calledNumber, expiresAtSeconds, consent, transfers, door };
  } catch {
    return undefined;
  }
}

/**
 * Returns the name of the conference in which a caller waits. Nobody can guess it, and it
 * identifies nobody.
 */
export function nameConference(callSid: string, secret: Secret): string {
  const name = createHmac('sha256', deriveKey(secret, 'conference'))
    .update(callSid)
    .digest('base64url');
  return `transfer-${name.slice(0, 22)}`;
}
