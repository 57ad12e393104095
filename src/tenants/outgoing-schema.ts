import * as v from 'valibot';

/** Whom the switchboard may ring for a tenant beyond what it rings by itself. */
export const outgoing = v.strictObject({
  /** Countries whose callers may be called back, besides the country of the number that they called. */
  countries: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.regex(
          /^(?!UK$)[A-Z]{2}$/,
          'is not a country of ISO 3166 in two capital letters, like GB',
        ),
      ),
    ),
    v.minLength(1, 'has no country'),
  ),
});

/** Whom may be rung, as the tenant file writes it. */
export type Outgoing = v.InferOutput<typeof outgoing>;
