import * as v from 'valibot';
import {
  country,
  isVoiceFitting,
  languageTag,
  otherAssistant,
  ownValues,
  sentence,
  VOICE_MISFIT,
  voiceName,
} from './schema-parts';

const findTwice = (words: readonly string[]) =>
  words.find((word, index) => words.indexOf(word) < index);

/** Returns the first language of a rule that no key chooses. */
function findStray(entry: {
  readonly menu: readonly { readonly language: string }[];
  readonly byCountry: readonly { readonly language: string }[];
}): string | undefined {
  const chosen = entry.menu.map(({ language }) => language);
  return entry.byCountry.map(({ language }) => language).find((tag) => !chosen.includes(tag));
}

const line = v.pipe(
  v.strictObject({
    language: languageTag,
    voice: v.optional(voiceName),
    /** What the caller hears of this key, in this language; otherwise our sentence. */
    line: v.optional(sentence),
    /** Answers callers of this language; otherwise the usual assistant. */
    assistant: v.optional(otherAssistant),
    variables: v.optional(ownValues),
  }),
  v.forward(
    v.check((entry) => isVoiceFitting(entry), VOICE_MISFIT),
    ['voice'],
  ),
);

/** The languages that callers choose from by a key. */
export const languages = v.pipe(
  v.strictObject({
    /** Key 1 first. Silence means the first language. */
    menu: v.pipe(
      v.array(line),
      v.minLength(2, 'has fewer than 2 languages: use "language" instead'),
      v.maxLength(9, 'has more than 9 languages: there is no key for them'),
      v.check(
        (lines) => new Set(lines.map(({ language }) => language)).size === lines.length,
        ({ input }) => `has two entries for ${findTwice(input.map(({ language }) => language))}`,
      ),
    ),
    /** Callers from these countries hear no menu. */
    byCountry: v.optional(
      v.pipe(
        v.array(v.strictObject({ country, language: languageTag })),
        v.maxLength(100, 'has more than 100 rules'),
        v.check(
          (rules) => new Set(rules.map((rule) => rule.country)).size === rules.length,
          ({ input }) => `has two rules for ${findTwice(input.map((rule) => rule.country))}`,
        ),
      ),
      [],
    ),
  }),
  v.forward(
    v.check(
      (input) => findStray(input) === undefined,
      ({ input }) => `has a rule for ${findStray(input)}, which is not in the menu`,
    ),
    ['byCountry'],
  ),
);

/** The languages that callers choose from, as the tenant file writes them. */
export type Languages = v.InferOutput<typeof languages>;
export type LanguageLine = v.InferOutput<typeof line>;
