import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { NoAssistantReason } from '../assistant/connect-assistant';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';
import type { VoiceAnswer } from '../twiml/voice-answer';

export type QueueExit =
  /** The assistant: what Twilio is to be answered with. */
  | {
      readonly to: 'assistant';
      readonly answer: VoiceAnswer;
      /** Ends the call, should the caller not take it. */
      readonly controlUrl: string | undefined;
      readonly vapiCallId?: string | undefined;
    }
  | {
      readonly to: 'fallback';
      /** For the log; undefined where nobody says. */
      readonly why?: FallbackWhy | undefined;
    }
  | { readonly to: 'voicemail' | 'callback' };

/** Why a caller leaves the queue for the fallback: they waited, or the queue was, too long; or a failure. */
export type FallbackWhy = 'max-wait' | 'max-callers' | NoAssistantReason;

/** A caller's exit, for as long as it can be used. */
export interface IssuedExit {
  readonly exit: QueueExit;
  readonly callSid: string;
  readonly expiresAtMs: number;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** More does not fit into a cookie. Vapi's document takes a tenth of it. */
const MAX_SEALED_LENGTH = 3_500;

/**
 * Returns an exit as a text that only we can read, and for its caller alone (AES-256-GCM over the
 * CallSid): it holds the stream's address, and travels through Twilio's cookies and logs.
 * Undefined where it is too long to travel.
 */
export function sealExit({ exit, callSid, expiresAtMs }: IssuedExit, secret: Secret) {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', exitKey(secret), nonce);
  cipher.setAAD(Buffer.from(callSid));
  const text = deflateRawSync(JSON.stringify({ exit, expiresAtMs }));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const whole = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  return whole.length > MAX_SEALED_LENGTH ? undefined : whole;
}

/** Returns a caller's exit; undefined where it is another caller's, too old, or none; never throws. */
export function openExit(
  sealed: string,
  { callSid, nowMs, secret }: { callSid: string; nowMs: number; secret: Secret },
): QueueExit | undefined {
  if (sealed === '' || sealed.length > MAX_SEALED_LENGTH) return undefined;
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', exitKey(secret), nonce);
    decipher.setAAD(Buffer.from(callSid));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
    // It opens, so this is what we sealed.
    const { exit, expiresAtMs } = JSON.parse(inflateRawSync(text).toString('utf8')) as IssuedExit;
    return expiresAtMs < nowMs ? undefined : exit;
  } catch {
    return undefined;
  }
}

function exitKey(secret: Secret): Buffer {
  return deriveKey(secret, 'queue exit');
}
