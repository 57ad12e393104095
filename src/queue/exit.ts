import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { NoAssistantReason } from '../assistant/connect-assistant';
import type { Config } from '../config/config';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';
import type { Tenant } from '../tenants/tenant';
import type { VoiceAnswer } from '../twiml/voice-answer';

/** What a caller leaves the queue for. */
export type QueueExit =
  | {
      readonly to: 'assistant';
      readonly answer: VoiceAnswer;
      /** Ends the call at Vapi if the caller does not take it. */
      readonly controlUrl: string | undefined;
      readonly vapiCallId?: string | undefined;
    }
  | {
      readonly to: 'fallback';
      /** For the log; undefined = unknown. */
      readonly why?: FallbackWhy | undefined;
    }
  | { readonly to: 'voicemail' | 'callback' };

/** `max-wait`: the caller has waited too long. `max-callers`: too many callers are waiting. */
export type FallbackWhy = 'max-wait' | 'max-callers' | NoAssistantReason;

export interface ExitServices {
  readonly config: Pick<Config, 'findSecret'>;
  readonly nowMs: () => number;
}

/** Whom an exit is for, and whose key seals it. */
type ExitOwner = Pick<Tenant, 'apiKeyEnv'> & { readonly callSid: string };

/** The plain text of a sealed exit. */
interface IssuedExit {
  readonly exit: QueueExit;
  readonly expiresAtMs: number;
}

/** Vapi gives up a call whose stream does not begin soon. */
const EXIT_SECONDS = 15;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Longer addresses may be refused on the way. Vapi's TwiML needs a tenth of it. */
const MAX_SEALED_LENGTH = 3_500;

/**
 * Encrypts an exit for one caller (AES-256-GCM over the CallSid). It holds the stream's address, and
 * travels in an address that Twilio logs.
 * @returns letters, digits, `-` and `_`; undefined if it is too long, or if the tenant has no key
 */
export function sealExit(
  exit: QueueExit,
  { callSid, apiKeyEnv }: ExitOwner,
  { config, nowMs }: ExitServices,
): string | undefined {
  const secret = config.findSecret(apiKeyEnv);
  if (secret === undefined) return undefined;
  const issued: IssuedExit = { exit, expiresAtMs: nowMs() + EXIT_SECONDS * 1_000 };
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', exitKey(secret), nonce);
  cipher.setAAD(Buffer.from(callSid));
  const text = deflateRawSync(JSON.stringify(issued));
  const encrypted = Buffer.concat([cipher.update(text), cipher.final()]);
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
  return sealed.length > MAX_SEALED_LENGTH ? undefined : sealed;
}

/** Returns undefined if the text is no exit, another caller's, or too old. Never throws. */
export function openExit(
  sealed: string,
  { callSid, apiKeyEnv }: ExitOwner,
  { config, nowMs }: ExitServices,
): QueueExit | undefined {
  const secret = config.findSecret(apiKeyEnv);
  if (secret === undefined || sealed === '' || sealed.length > MAX_SEALED_LENGTH) return undefined;
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
    // Only we can have sealed what can be decrypted.
    const { exit, expiresAtMs } = JSON.parse(inflateRawSync(text).toString('utf8')) as IssuedExit;
    return expiresAtMs < nowMs() ? undefined : exit;
  } catch {
    return undefined;
  }
}

function exitKey(secret: Secret): Buffer {
  return deriveKey(secret, 'queue exit');
}
