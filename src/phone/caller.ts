import { type E164, parseE164 } from './e164';

/** Who is phoning in, as far as Twilio's `From` tells. */
export type Caller =
  | { readonly kind: 'number'; readonly number: E164 }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'sip'; readonly address: string }
  | { readonly kind: 'client'; readonly name: string }
  | { readonly kind: 'unparsed'; readonly text: string };

const WITHHELD_WORDS = /anonymous|restricted|unknown|private|unavailable|blocked|withheld/i;

/** Words typed on a keypad that carriers put in place of a number. They look like E.164. */
const WITHHELD_SENTINELS = new Set([
  '266696687', // ANONYMOUS
  '7378742833', // RESTRICTED
  '2562533', // BLOCKED
  '8656696', // UNKNOWN
  '86282452253', // UNAVAILABLE
]);

/**
 * Returns who `From` names; every text has an answer, the empty one included.
 * @see https://www.twilio.com/docs/voice/twiml (Request parameters)
 */
export function parseCaller(from: string): Caller {
  const text = from.trim();
  if (text === '' || WITHHELD_SENTINELS.has(text.replace(/^\+/, ''))) return { kind: 'withheld' };

  const scheme = /^(sips?|client):(.*)$/is.exec(text);
  if (scheme) {
    const address = scheme[2] ?? '';
    if (scheme[1]?.toLowerCase() === 'client') return { kind: 'client', name: address };
    const userPart = address.split('@')[0] ?? '';
    return WITHHELD_WORDS.test(userPart) ? { kind: 'withheld' } : { kind: 'sip', address: text };
  }
  if (WITHHELD_WORDS.test(text)) return { kind: 'withheld' };

  const number = parseE164(from);
  return number ? { kind: 'number', number } : { kind: 'unparsed', text };
}
