import * as v from 'valibot';
import { CONSENT_KINDS } from './constants';
import {
  hasOneRuleEach,
  keepDays,
  oneOf,
  placeEntries,
  signedWebhook,
  words,
} from './schema-parts';

const consentKind = oneOf(CONSENT_KINDS);

const consentRule = v.strictObject({ ...placeEntries, consent: consentKind });

const consent = v.strictObject({
  /** For callers from places without a rule. */
  default: consentKind,
  rules: v.optional(
    v.pipe(
      v.array(consentRule),
      v.maxLength(300, 'has more than 300 rules'),
      v.check((rules) => hasOneRuleEach(rules), 'has two rules for the same place'),
    ),
    [],
  ),
});

/** Whether calls are recorded, by whom, and what callers hear or are asked before. */
export const recording = v.strictObject({
  by: oneOf(['nobody', 'vapi', 'twilio', 'both']),
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

/** What a broken word about recording comes to: who was recorded by mistake cannot be asked any more. */
export const NOT_RECORDED: Recording = { by: 'nobody', consent: { default: 'none', rules: [] } };
