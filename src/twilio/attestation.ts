import type { Twilio } from 'twilio';

/**
 * What a caller's carrier says of their number: that it is theirs, or that it is not; `none` if it says
 * neither, as in most countries.
 */
export type Attestation = 'full' | 'failed' | 'none';

/**
 * Returns what `StirVerstat` says; undefined where it is missing. Only the level A says that the number
 * belongs to the caller.
 * @see https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
 */
export function parseAttestation(verstat: string): Attestation | undefined {
  if (verstat === '') return undefined;
  if (/^TN-Validation-Failed\b/.test(verstat)) return 'failed';
  return /^TN-Validation-Passed-A\b/.test(verstat) ? 'full' : 'none';
}

/** Returns whether a text is one that Twilio's `StirVerstat` can have. */
export function isVerstat(text: string): boolean {
  return /^(TN-Validation-(Passed-[ABC]|Failed(-[ABC])?)|No-TN-Validation)(-Diverted|-Passthrough)?$/.test(
    text,
  );
}

/**
 * Reads it from the call: whether webhooks after the first bring it is not documented.
 * @throws when Twilio does not answer
 */
export async function readAttestation(client: Twilio, callSid: string): Promise<Attestation> {
  const { stirVerstat } = await client.calls(callSid).fetch();
  return parseAttestation(stirVerstat ?? '') ?? 'none';
}
