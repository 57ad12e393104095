import type { E164 } from './e164';
import tollFree from './toll-free.json';

const codes: Readonly<Record<string, string>> = tollFree.codes;

/** Returns whether the numbering plans say that calling a number costs nothing: it is no caller's phone. */
export function isTollFree(number: E164): boolean {
  const digits = number.slice(1);
  // No calling code begins with another one.
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((each) => each in codes);
  if (code === undefined) return false;
  return new RegExp(`^(?:${codes[code]})$`).test(digits.slice(code.length));
}
