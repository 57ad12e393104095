import type { Place } from './place';

/** What applies to callers from everywhere else, and from certain places. */
export interface PlaceRules<Kind> {
  readonly usual: Kind;
  readonly rules: readonly {
    readonly country: string;
    readonly state?: string | undefined;
    readonly kind: Kind;
  }[];
}

/**
 * Returns what applies to a caller from a place. The most specific rule applies: the state's, then the
 * country's, then the usual. If the place is unknown, the strictest that may apply.
 * @param order - all kinds, the mildest first
 */
export function chooseByPlace<Kind>(
  { usual, rules }: PlaceRules<Kind>,
  place: Place,
  order: readonly [Kind, ...Kind[]],
): Kind {
  const pickStrictest = (kinds: readonly Kind[]) =>
    order.findLast((kind) => kinds.includes(kind)) ?? order[0];
  const kindOf = ({ kind }: { readonly kind: Kind }) => kind;
  if (place.country === undefined) return pickStrictest([usual, ...rules.map(kindOf)]);

  const here = rules.filter(({ country }) => country === place.country);
  const forCountry = here.find(({ state }) => state === undefined)?.kind ?? usual;
  const byState = here.filter(({ state }) => state !== undefined);
  if (place.state === undefined) return pickStrictest([forCountry, ...byState.map(kindOf)]);
  return byState.find(({ state }) => state === place.state)?.kind ?? forCountry;
}
