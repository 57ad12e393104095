import * as v from 'valibot';
import { country, oneOf, wholeNumber } from './schema-parts';

/** E.164, or the beginning of it. */
const pattern = v.pipe(
  v.string(),
  v.regex(
    /^\+[1-9]\d{0,14}\*?$/,
    'is neither a phone number like +12025550143 nor the beginning of one, like +1900*',
  ),
  v.check(
    (text) => text.endsWith('*') || text.length > 7,
    'is too short for a whole number: end it with * if it is the beginning of numbers',
  ),
);

const patterns = v.pipe(
  v.array(pattern),
  v.minLength(1, 'is empty: leave it out'),
  v.maxLength(500, 'has more than 500 entries'),
);

const CHOICES = ['answer', 'challenge', 'block'] as const;
const choice = oneOf(CHOICES);

const countries = v.pipe(v.array(country), v.minLength(1, 'has no country'));

/** Who gets through to the business, and what others get. */
export const callers = v.strictObject({
  /** Always gets through: neither challenged nor counted. */
  allow: v.optional(patterns),
  block: v.optional(patterns),
  /** Callers who withhold their number. */
  anonymous: v.optional(choice, 'answer'),
  /** Where callers' numbers belong, as Twilio guesses. A caller of no known country gets through. */
  countries: v.optional(
    v.union(
      [v.strictObject({ allow: countries }), v.strictObject({ block: countries })],
      'is neither {"allow": […]} nor {"block": […]}',
    ),
  ),
  /** Callers whose carrier says that the number is not theirs. A missing word is never a reason. */
  verification: v.optional(choice, 'answer'),
  /** Callers whom an add-on of the Twilio Marketplace calls spam. */
  spamScore: v.optional(choice, 'answer'),
  /** Whether everybody else has to press a key. */
  challenge: v.optional(
    v.picklist(['never', 'always'], 'is neither "never" nor "always"'),
    'never',
  ),
  limits: v.optional(
    v.strictObject({
      /** Calls of one number in an hour, and in a day, by the clock in UTC. */
      perCallerHour: v.optional(wholeNumber(1, 1_000, 'calls')),
      perCallerDay: v.optional(wholeNumber(1, 10_000, 'calls')),
      /** The tenant's calls at the same time. Sync lists 100 of them, and one more than the limit has to show. */
      atOnce: v.optional(wholeNumber(1, 99, 'calls')),
    }),
  ),
  onBlocked: v.optional(oneOf(['reject', 'busy', 'message', 'voicemail']), 'reject'),
});

/** Who gets through, as the tenant file writes it. */
export type Callers = v.InferOutput<typeof callers>;
/** What is done about callers of one kind. */
export type CallerChoice = (typeof CHOICES)[number];
