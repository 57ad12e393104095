import { type E164, isE164, parseE164 } from './e164';

/** What stands in `From`, `To` or `ForwardedFrom`, without display name and parameters. */
export interface PhoneAddress {
  /** `plain`: without a scheme. */
  readonly kind: 'plain' | 'tel' | 'sip' | 'client';
  /** The part that names somebody: before the host, `;` and `?`. */
  readonly user: string;
  /** The number that `user` is, in strict E.164 form with its plus sign. */
  readonly number: E164 | undefined;
}

/** `"Jane" <sip:jane@example.com>`: the last address counts, and nothing that a name holds. */
const DISPLAY_NAME = /^.*<([^<>]*)>[^<>]*$/s;

/** Returns what an address of Twilio's names; reads any text. */
export function readAddress(text: string): PhoneAddress {
  const address = (DISPLAY_NAME.exec(text)?.[1] ?? text).replace(/\s+$/, '');
  const [, scheme = '', rest = ''] = /^\s*(sips?|client|tel):(.*)$/is.exec(address) ?? [];
  switch (scheme.toLowerCase()) {
    case 'client':
      return { kind: 'client', user: rest.trim(), number: undefined };
    case 'sip':
    case 'sips':
      return name('sip', rest.includes('@') ? rest.slice(0, rest.lastIndexOf('@')) : rest);
    case 'tel':
      return name('tel', rest);
    default:
      return name('plain', address);
  }
}

function name(kind: PhoneAddress['kind'], text: string): PhoneAddress {
  const [user = ''] = text.split(kind === 'sip' ? /[;:?]/ : /[;?]/);
  const strict = isE164(user) ? user : undefined;
  return { kind, user: user.trim(), number: kind === 'plain' ? parseE164(user) : strict };
}

/** A number that has lost its plus sign. */
const DIGITS = /^[1-9]\d{6,14}$/;

/**
 * Returns the numbers that an address may mean, the likeliest first: its text if that is a number, its
 * user part, the same with a plus sign. For comparisons only: the last two are guesses.
 */
export function listPossibleNumbers(text: string): E164[] {
  const { user, number, kind } = readAddress(text);
  if (kind === 'client') return [];
  const guess = DIGITS.test(user) ? parseE164(`+${user}`) : undefined;
  return [parseE164(text), number, guess].filter((candidate) => candidate !== undefined);
}
