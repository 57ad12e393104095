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
        'has two lines for the same language',
      ),
    ),
    /** Callers from these countries hear no menu. */
    byCountry: v.optional(
      v.pipe(
        v.array(v.strictObject({ country, language: languageTag })),
        v.maxLength(100, 'has more than 100 rules'),
        v.check(
          (rules) => new Set(rules.map((rule) => rule.country)).size === rules.length,
          'has two rules for the same country',
        ),
      ),
      [],
    ),
  }),
  v.check(
    ({ menu, byCountry }) =>
      byCountry.every((rule) => menu.some(({ language }) => language === rule.language)),
    'has a rule for a language that is not in the menu',
  ),
);

/** The languages that callers choose from, as the tenant file writes them. */
export type Languages = v.InferOutput<typeof languages>;
export type LanguageLine = v.InferOutput<typeof line>;
