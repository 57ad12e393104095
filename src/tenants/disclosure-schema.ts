import * as v from 'valibot';
import { DISCLOSURE_KINDS } from './constants';
import { hasOneRuleEach, oneOf, placeEntries, words } from './schema-parts';

const kind = oneOf(DISCLOSURE_KINDS);

/** Whether callers are told that they talk with an AI. */
export const disclosure = v.strictObject({
  /** For callers from places without a rule. */
  default: kind,
  rules: v.optional(
    v.pipe(
      v.array(v.strictObject({ ...placeEntries, disclosure: kind })),
      v.maxLength(300, 'has more than 300 rules'),
      v.check((rules) => hasOneRuleEach(rules), 'has two rules for the same place'),
    ),
    [],
  ),
  /** Said instead of our sentence. */
  text: v.optional(words),
});

/** Whether callers are told, as the tenant file writes it. */
export type Disclosure = v.InferOutput<typeof disclosure>;
