import * as v from 'valibot';
import { CONSENT_KINDS } from './constants';
import { keepDays, sentence, signedWebhook } from './schema-parts';

const consentKind = v.picklist(CONSENT_KINDS, `is none of ${CONSENT_KINDS.join(', ')}`);

const consentRule = v.strictObject({
  country: v.pipe(
    v.string(),
    v.regex(/^[A-Z]{2}$/, 'is not a country of two capital letters, like US'),
  ),
  /** In Twilio's form: two letters in North America. Without it, the whole country. */
  state: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.toUpperCase(),
      v.minLength(1, 'is empty: leave it out for the whole country'),
      v.maxLength(40, 'is longer than 40 characters'),
    ),
  ),
  consent: consentKind,
});

const consent = v.strictObject({
  /** For callers from places without a rule. */
  default: consentKind,
  rules: v.optional(
    v.pipe(
      v.array(consentRule),
      v.maxLength(300, 'has more than 300 rules'),
      v.check(
        (rules) =>
          new Set(rules.map(({ country, state = '' }) => `${country} ${state}`)).size ===
          rules.length,
        'has two rules for the same place',
      ),
    ),
    [],
  ),
});

/** One text for every caller, or one per language: a whole tag, or its first part. */
const words = v.union(
  [
    sentence,
    v.record(
      v.pipe(
        v.string(),
        v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language like en or en-US'),
      ),
      sentence,
    ),
  ],
  'is neither a text nor texts by language',
);

/** Whether calls are recorded, by whom, and what callers hear or are asked before. */
export const recording = v.strictObject({
  by: v.picklist(
    ['nobody', 'vapi', 'twilio', 'both'],
    'is none of "nobody", "vapi", "twilio", "both"',
  ),
  consent: v.optional(consent, { default: 'none' }),
  /** Said to callers who are informed. */
  announcement: v.optional(words),
  /** Said to callers who are asked; only key 1 means yes. */
  question: v.optional(words),
  /** Who is notified of a recording that Twilio made. */
  keepDays: v.optional(keepDays),
  /** Who is notified of a recording that Twilio made. */
  notify: v.optional(v.strictObject({ webhook: signedWebhook })),
});

/** What callers hear or are asked before they are recorded. */
export type Recording = v.InferOutput<typeof recording>;
/** What callers are told or asked before they are recorded. */
export type ConsentKind = (typeof CONSENT_KINDS)[number];
export type OwnWords = v.InferOutput<typeof words>;

/** What a broken word about recording comes to: who was recorded by mistake cannot be asked any more. */
export const NOT_RECORDED: Recording = { by: 'nobody', consent: { default: 'none', rules: [] } };
