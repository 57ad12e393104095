import { stripVTControlCharacters } from 'node:util';

/** Characters that move the cursor, ring, or turn the direction of what follows. */
const UNPRINTABLE = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Returns a text that does nothing to a terminal but show itself. Vendors' words, and callers' names
 * and SIP addresses within them, may hold anything.
 */
export function toPlainText(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\t', ' ').replace(UNPRINTABLE, '');
}

/** The same on one line. */
export function toPlainLine(text: string): string {
  return toPlainText(text.replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' '));
}
