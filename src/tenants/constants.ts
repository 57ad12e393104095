// What calls need as well as the schemas, which are loaded only where a tenant must be checked.

/** What callers are told or asked before they are recorded, the mildest first. */
export const CONSENT_KINDS = ['none', 'announce', 'ask'] as const;

/** Twilio transcribes no longer recording. @see https://www.twilio.com/docs/voice/twiml/record (transcribe) */
export const MAX_TRANSCRIBED_SECONDS = 120;
