/** Where a caller's number belongs, as far as Twilio says. */
export interface Place {
  /** ISO 3166, two capital letters; undefined where it is not known. */
  readonly country: string | undefined;
  /** Of that country, in capitals; undefined where it is not known. */
  readonly state: string | undefined;
}

/** A place of which nothing is known. */
export const NOWHERE: Place = { country: undefined, state: undefined };

/** Returns the place that two texts name; what is no country is none, and no state is without one. */
export function parsePlace(country: string, state: string): Place {
  const code = country.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return NOWHERE;
  return { country: code, state: state.trim().toUpperCase() || undefined };
}
