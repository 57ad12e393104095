import { readAddress } from './address';
import type { E164 } from './e164';

/** Who is phoning in, as far as Twilio's `From` says. */
export type Caller =
  | { readonly kind: 'number'; readonly number: E164 }
  | { readonly kind: 'withheld' }
  /** `number`: the user part, if it is one. */
  | { readonly kind: 'sip'; readonly user: string; readonly number: E164 | undefined }
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
  const { kind, user, number } = readAddress(from);
  switch (kind) {
    case 'client':
      return { kind, name: user };
    case 'sip':
      return isWithheld(user) ? { kind: 'withheld' } : { kind, user, number };
    case 'tel':
    case 'plain':
      if (isWithheld(user)) return { kind: 'withheld' };
      return number ? { kind: 'number', number } : { kind: 'unparsed', text: from.trim() };
  }
}

/**
 * Returns the number that a caller shows, for people to read: undefined if there is none. A SIP address
 * proves nothing, so its number is nobody to dial, and no caller id.
 */
export function findShownNumber(caller: Caller): E164 | undefined {
  return caller.kind === 'number' || caller.kind === 'sip' ? caller.number : undefined;
}

function isWithheld(text: string): boolean {
  return (
    text === '' || WITHHELD_SENTINELS.has(text.replace(/^\+/, '')) || WITHHELD_WORDS.test(text)
  );
}
