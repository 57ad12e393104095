import * as v from 'valibot';
import { bounds } from '../config/bounds';
import { MESSAGING_SERVICE_PATTERN } from '../config/messaging-service';
import { isE164 } from '../phone/e164';
import { byLanguage, oneOf, wholeNumber, words } from './schema-parts';

/** Who texts: a number of the account, or a messaging service. */
const sender = v.pipe(
  v.string(),
  v.check(
    (text) => isE164(text) || MESSAGING_SERVICE_PATTERN.test(text),
    'is neither a phone number in E.164 form nor the sid of a messaging service (MG…)',
  ),
);

const DEFAULT_PER_HOUR = 20;

const common = {
  /** The called number without it. */
  from: v.optional(sender),
  /** Texts to the tenant's callers in an hour, of both kinds together. */
  perHour: v.optional(wholeNumber(1, bounds.textsPerTenantHour, 'texts'), DEFAULT_PER_HOUR),
};

/** A text to callers whom nobody answered. */
export const textBack = v.strictObject({
  /** Instead of ours. */
  text: v.optional(words),
  ...common,
  /** Also while the outage switch is on, when many callers are missed at once. */
  duringOutage: v.optional(v.boolean(), false),
});

/** What a text after a talk may name of the record. */
const TEXT_NAMES = [
  ...(['businessName', 'callerNumber', 'calledNumber', 'startedAt', 'endedAt'] as const),
  ...(['totalSeconds', 'assistantSeconds', 'personSeconds', 'outcome', 'answeredBy'] as const),
] as const;

/** What the model wrote: named only if the tenant allows it. */
const MODEL_NAME = /^(summary|structuredData(\.[A-Za-z]\w*)+)$/;

export const isModelName = (name: string): boolean => MODEL_NAME.test(name);

const PLACEHOLDER = /{{\s*([^{}]*?)\s*}}/g;

/** Returns the names in a template. */
function listTextNames(template: string | Readonly<Record<string, string>>): string[] {
  const texts = typeof template === 'string' ? [template] : Object.values(template);
  return texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''));
}

const MAX_BODY = 1_600;

const template = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(MAX_BODY, `is longer than ${MAX_BODY} characters, which Twilio refuses`),
  v.check(
    (text) => /\p{L}/u.test(text.replace(PLACEHOLDER, '')),
    'says nothing: it has no letter beside {{…}}',
  ),
  v.check(
    (text) => !/[{}]/.test(text.replace(PLACEHOLDER, '')),
    'has a brace that belongs to no {{…}}',
  ),
);

/** A text to callers after a talk. */
export const followUp = v.pipe(
  v.strictObject({
    text: byLanguage(template),
    ...common,
    /** Who talked with the caller first. */
    when: v.optional(oneOf(['assistant', 'person', 'any']), 'assistant'),
    /** The talk was at least so long. */
    minSeconds: v.optional(wholeNumber(1, 3_600, 'seconds')),
    /** Whether the text may have what the model wrote, in summary and structuredData. */
    allowModelText: v.optional(v.boolean(), false),
    /** Of each such part. */
    maxModelCharacters: v.optional(wholeNumber(10, 400, 'characters'), 160),
  }),
  v.forward(
    v.check(
      ({ text, allowModelText }) => findBadName(text, allowModelText) === undefined,
      ({ input }) => explainBadName(findBadName(input.text, input.allowModelText) ?? ''),
    ),
    ['text'],
  ),
);

function findBadName(
  text: string | Readonly<Record<string, string>>,
  allowModelText: boolean,
): string | undefined {
  const known: readonly string[] = TEXT_NAMES;
  return listTextNames(text).find(
    (name) => !known.includes(name) && !(allowModelText && isModelName(name)),
  );
}

function explainBadName(name: string): string {
  return isModelName(name)
    ? `names {{${name}}}, which the model writes: set "allowModelText" if callers may get that`
    : `cannot fill in {{${name}}}: it knows ${TEXT_NAMES.join(', ')}, and what the model writes, as summary and structuredData.name`;
}

/** A text to callers whom nobody answered, as the tenant file writes it. */
export type TextBack = v.InferOutput<typeof textBack>;
/** A text to callers after a talk, as the tenant file writes it. */
export type FollowUp = v.InferOutput<typeof followUp>;
