/** Where a caller's number belongs, as far as Twilio says. */
export interface Place {
  /** ISO 3166, two capital letters; undefined if unknown. */
  readonly country: string | undefined;
  /** State of that country, in capitals; undefined if unknown. */
  readonly state: string | undefined;
}

/** A place about which nothing is known. */
export const NOWHERE: Place = { country: undefined, state: undefined };

/**
 * Returns the place that two texts name. An invalid country is dropped, and no state stands without
 * one.
 */
export function parsePlace(country: string, state: string): Place {
  const code = country.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return NOWHERE;
  return { country: code, state: state.trim().toUpperCase() || undefined };
}
