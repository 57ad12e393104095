/** Something about the live API that is not as the code expects it. Never holds an id or an address. */
export interface Difference {
  /** A field, as in `phoneCallProviderDetails.twiml`, or the step that went another way. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** Whether callers are answered as before. */
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
