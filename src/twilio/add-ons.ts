/** What an add-on of the Twilio Marketplace says of a caller. */
export type SpamVerdict = 'spam' | 'not-spam';

/**
 * Returns what the add-ons that we know say in the field `AddOns`, a JSON text in the form; undefined if
 * none says anything. One that calls the caller spam is enough. Never throws: an add-on that failed
 * says nothing.
 */
export function parseSpamVerdict(addOns: string): SpamVerdict | undefined {
  if (addOns === '') return undefined;
  const verdicts = ADD_ONS.map(({ name, path, isSpam }) => {
    const result = follow(parseJson(addOns), ['results', name]);
    if (follow(result, ['status']) !== 'successful') return undefined;
    const said = follow(result, ['result', ...path]);
    return said === undefined ? undefined : isSpam(said) ? 'spam' : 'not-spam';
  });
  return verdicts.includes('spam') ? 'spam' : verdicts.find((verdict) => verdict !== undefined);
}

/** Each with where it says it, and what it says of spam. */
const ADD_ONS: readonly {
  readonly name: string;
  readonly path: readonly string[];
  readonly isSpam: (said: unknown) => boolean;
}[] = [
  { name: 'nomorobo_spamscore', path: ['score'], isSpam: (score) => score === 1 },
  {
    name: 'marchex_cleancall',
    path: ['result', 'recommendation'],
    isSpam: (recommendation) => recommendation === 'BLOCK',
  },
  {
    name: 'icehook_scout',
    path: ['risk_rating'],
    isSpam: (rating) => rating === 'highly_likely',
  },
];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function follow(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => {
    const entries = Object(found) as Record<string, unknown>;
    return Object.hasOwn(entries, key) ? entries[key] : undefined;
  }, value);
}
