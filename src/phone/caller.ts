import { type E164, parseE164 } from './e164';

/** Who is phoning in, as far as Twilio's `From` says. */
export type Caller =
  | { readonly kind: 'number'; readonly number: E164 }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'sip'; readonly address: string }
  | { readonly kind: 'client'; readonly name: string }
  | { readonly kind: 'unparsed'; readonly text: string };

const WITHHELD_WORDS = /\b(anonymous|restricted|unknown|private|unavailable|blocked|withheld)\b/i;

/** Words typed on a keypad, which carriers send instead of a number. They look like E.164. */
const WITHHELD_SENTINELS = new Set([
  '266696687', // ANONYMOUS
  '7378742833', // RESTRICTED
  '2562533', // BLOCKED
  '8656696', // UNKNOWN
  '86282452253', // UNAVAILABLE
]);

/**
 * Returns the caller that `From` names; accepts any text, even an empty one.
 * @see https://www.twilio.com/docs/voice/twiml (Request parameters)
 */
export function parseCaller(from: string): Caller {
  // `"Jane" <sip:jane@example.com>`: the address is what counts.
  const text = (/<([^<>]*)>/.exec(from)?.[1] ?? from).trim();
  const [, scheme = '', address = ''] = /^(sips?|client|tel):(.*)$/is.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'client':
      return { kind: 'client', name: address };
    case 'sip':
    case 'sips':
      return isWithheld(address.split('@')[0] ?? '')
        ? { kind: 'withheld' }
        : { kind: 'sip', address: text };
    default:
      return parseNumber(scheme === '' ? from : address);
  }
}

function parseNumber(from: string): Caller {
  const text = from.trim();
  if (isWithheld(text)) return { kind: 'withheld' };
  const number = parseE164(from);
  return number ? { kind: 'number', number } : { kind: 'unparsed', text };
}

function isWithheld(text: string): boolean {
  return (
    text === '' || WITHHELD_SENTINELS.has(text.replace(/^\+/, '')) || WITHHELD_WORDS.test(text)
  );
}
