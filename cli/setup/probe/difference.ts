/** Something about the live API that the code does not expect. Never holds an id or an address. */
export interface Difference {
  /** A field, as in `phoneCallProviderDetails.twiml`, or the step that went differently. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** Whether callers still get the same answer. */
  readonly isHarmless: boolean;
}

/** Returns a difference that callers would meet. */
export const breaking = (path: string, expected: string, found: string): Difference => ({
  path,
  expected,
  found,
  isHarmless: false,
});

/** Returns a difference that the code copes with. */
export const harmless = (path: string, expected: string, found: string): Difference => ({
  path,
  expected,
  found,
  isHarmless: true,
});
