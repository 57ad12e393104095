import type { E164 } from './e164';
import numbering from './numbering.json';

/** Whose number it is, and whether ringing it costs more than ringing a phone does. */
export interface NumberClass {
  /** ISO 3166; undefined where the number is of no country: satellites, international networks. */
  readonly country: string | undefined;
  /** `ordinary` is all that the table does not know as costly. */
  readonly kind: 'ordinary' | 'premium-rate' | 'shared-cost' | 'personal';
}

interface CallingCode {
  /** Has the numbers that are of none of the others. */
  readonly main: string;
  readonly areas?: Readonly<Record<string, string>>;
  readonly costly?: Readonly<Partial<Record<Exclude<NumberClass['kind'], 'ordinary'>, string>>>;
}

const codes: Readonly<Record<string, CallingCode>> = numbering.codes;

/** Returns what the numbering plans say about a number. Whether anybody has it, they do not. */
export function classifyNumber(number: E164): NumberClass {
  const digits = number.slice(1);
  // No calling code begins with another one.
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((each) => each in codes);
  const plan = code === undefined ? undefined : codes[code];
  if (code === undefined || plan === undefined) return { country: undefined, kind: 'ordinary' };
  const national = digits.slice(code.length);
  return {
    country: findName(plan.areas, national) ?? plan.main,
    kind: findName(plan.costly, national) ?? 'ordinary',
  };
}

/** A longer number than the plan knows is taken for what its beginning is. */
function findName<Name extends string>(
  patterns: Readonly<Partial<Record<Name, string>>> | undefined,
  national: string,
): Name | undefined {
  const entries = Object.entries(patterns ?? {}) as [Name, string][];
  return entries.find(([, pattern]) => new RegExp(`^(?:${pattern})`).test(national))?.[0];
}
