// What calls need as well as the schemas, which are loaded only to check a tenant.

/** What callers hear or are asked before they are recorded, the mildest first. */
export const CONSENT_KINDS = ['none', 'announce', 'ask'] as const;

/** What callers hear about the AI, the mildest first. */
export const DISCLOSURE_KINDS = ['none', 'announce'] as const;

/** What the model writes about a call: tenants get it only if they choose it. */
export const MODEL_TEXTS = ['summary', 'structuredData'] as const;

/**
 * Twilio transcribes no longer recordings. @see https://www.twilio.com/docs/voice/twiml/record
 * (transcribe)
 */
export const MAX_TRANSCRIBED_SECONDS = 120;
