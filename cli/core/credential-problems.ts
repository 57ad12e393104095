import { describeOddCharacters } from '../../src/operator-files/decode-text';

/** What a variable must hold. */
type CredentialKind = 'account' | 'api-key' | 'secret';

const PREFIXES = { account: 'AC', 'api-key': 'SK' } as const;

/** What people leave standing from an example, or write until they have the real one. */
const PLACEHOLDER = /^(your|my|the|change|todo|example|replace|xxx|<|\.\.\.|…)|x{6}|>$/i;

/**
 * Returns why a variable cannot hold what it must, as `NAME: what is wrong`; undefined where it can.
 * The value is never shown: a secret may have ended up in the wrong variable.
 */
export function findCredentialProblem(
  name: string,
  value: string,
  kind: CredentialKind,
): string | undefined {
  const problem = describe(value, kind);
  return problem && `${name} ${problem}`;
}

function describe(value: string, kind: CredentialKind): string | undefined {
  if (PLACEHOLDER.test(value)) return 'holds a placeholder';
  const odd = describeOddCharacters(value);
  if (odd !== undefined) return `cannot be right: ${odd}`;
  if (/[\s"'`]/.test(value)) return 'has blanks or quotes in it';
  if (/[^\x21-\x7e]/.test(value)) return 'has characters that no credential has';
  if (kind === 'secret') return undefined;
  const prefix = PREFIXES[kind];
  if (new RegExp(`^${prefix}[0-9a-f]{32}$`).test(value)) return undefined;
  if (kind === 'account' && /^SK/i.test(value)) {
    return 'holds an API key (SK…), not an account: an account sid begins with AC';
  }
  return new RegExp(`^${prefix}[0-9a-f]{32}$`, 'i').test(value)
    ? `has the wrong case: ${prefix} in capitals, then small letters and digits`
    : `is not ${prefix} and 32 digits or letters a to f`;
}
