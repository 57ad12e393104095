import { timingSafeEqual } from 'node:crypto';
import { ApiError } from './api-error';

/** The made-up account to which the stand-in belongs, with both kinds of credentials. */
export interface RehearsalAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
}

/** Credentials that open nothing anywhere: every digit is the same. */
export const REHEARSAL_ACCOUNT: RehearsalAccount = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: '1'.repeat(32),
  apiKeySid: `SK${'2'.repeat(32)}`,
  apiKeySecret: '3'.repeat(32),
};

const AUTHENTICATE_CODE = 20003;

/** Throws the 401 of a request that carries neither account sid and token nor API key and secret. */
export function checkCredentials(
  account: RehearsalAccount,
  authorization: string | undefined,
): void {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  const given = Buffer.from(encoded ?? '', 'base64');
  const accepted = [
    `${account.accountSid}:${account.authToken}`,
    `${account.apiKeySid}:${account.apiKeySecret}`,
  ];
  if (!accepted.some((pair) => isSame(Buffer.from(pair), given))) {
    throw new ApiError(401, AUTHENTICATE_CODE, 'Authenticate', 'credentials');
  }
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}
