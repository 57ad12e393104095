/** A phone number in E.164 form: `+`, then 7 to 15 digits, the first not 0. */
export type E164 = string & { readonly __brand: 'E164' };

const E164_PATTERN = /^\+[1-9]\d{6,14}$/;

/** Returns whether the text is a phone number in E.164 form. */
export function isE164(text: string): text is E164 {
  return E164_PATTERN.test(text);
}

/**
 * Returns the number that Twilio means; undefined if it is none. A form sent by hand (`curl -d
 * To=+1…`) arrives with a blank in place of the plus sign.
 */
export function parseE164(text: string): E164 | undefined {
  const candidate = text.replace(/^ (?=\d)/, '+').trim();
  return isE164(candidate) ? candidate : undefined;
}
