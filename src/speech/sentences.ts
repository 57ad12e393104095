import type { OwnWords } from '../tenants/schema-parts';
import type { Tenant } from '../tenants/tenant';
import type { Speech } from '../twiml/voice-answer';
import { dutch } from './languages/dutch';
import { english } from './languages/english';
import { french } from './languages/french';
import { german } from './languages/german';
import { italian } from './languages/italian';
import { portuguese } from './languages/portuguese';
import { spanish } from './languages/spanish';
import type { SentenceName, Sentences } from './languages/sentence-name';

/** By the first part of a language tag. */
const SENTENCES: Readonly<Record<string, Sentences>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pt: portuguese,
};

/** What a sentence needs of a tenant. */
export type Speaker = Pick<Tenant, 'name' | 'language' | 'voice' | 'writtenIn'>;

const ENGLISH = { language: 'en-US', voice: undefined } as const;

/** The languages that our sentences are written in, as full tags that Twilio speaks. */
const LANGUAGE_TAGS = ['en-US', 'de-DE', 'es-ES', 'fr-FR', 'it-IT', 'nl-NL', 'pt-PT'] as const;

/** A language that our sentences are written in. */
export type SentenceLanguage = (typeof LANGUAGE_TAGS)[number];

/** Returns the languages that our sentences are written in, as tags that Twilio speaks. */
export function listSentenceLanguages(): readonly string[] {
  return LANGUAGE_TAGS;
}

/** Returns whether our sentences are written in a language; in others we speak English. */
export function isSentenceLanguage(language: string): boolean {
  return knows({ language });
}

/** Returns which of them a tenant is spoken to in. */
export function sentenceLanguageOf({ language }: Pick<Speaker, 'language'>): SentenceLanguage {
  const tag = LANGUAGE_TAGS.find((candidate) => prefixOf(candidate) === prefixOf(language));
  return tag ?? ENGLISH.language;
}

/**
 * Returns one of our sentences in the tenant's language and voice. A language that we have no words
 * in is spoken to in English, by a voice for English: a voice for another language fails on it.
 */
export function speakSentence(name: SentenceName, speaker: Speaker): Speech {
  const { language, voice } = knows(speaker) ? speaker : ENGLISH;
  return { language, voice, text: writeSentence(name, speaker) };
}

/** Returns one of our sentences as text; other blanks than the business's name stay. */
export function writeSentence(name: SentenceName, speaker: Speaker): string {
  const sentences = SENTENCES[prefixOf(knows(speaker) ? speaker.language : 'en')];
  const business = speaker.name;
  const text = (sentences?.[name] ?? '').replace(/\[([^\]]*)\]/g, (_all, part: string) =>
    business === undefined ? '' : part,
  );
  return fillBusinessName(text, speaker);
}

/** Returns sentences of one language and voice as one; undefined where there are none. */
export function joinSentences(sentences: readonly Speech[]): Speech | undefined {
  const [first] = sentences;
  if (first === undefined) return undefined;
  return { ...first, text: sentences.map(({ text }) => text).join(' ') };
}

/** Returns the tenant's own words with its name filled in, in the language that they are written in. */
export function speakOwn(text: string, speaker: Speaker): Speech {
  const { language, voice } = speaker.writtenIn ?? speaker;
  return { language, voice, text: fillBusinessName(text, speaker) };
}

/**
 * Returns the tenant's own words in the caller's language, or else our sentence. Words without a
 * language are in the tenant's own.
 */
export function speakWords(
  own: OwnWords | undefined,
  name: SentenceName,
  speaker: Speaker,
): Speech {
  if (own === undefined) return speakSentence(name, speaker);
  if (typeof own === 'string') return speakOwn(own, speaker);
  const text = findText(own, speaker.language);
  if (text === undefined) return speakSentence(name, speaker);
  const { language, voice } = speaker;
  return { language, voice, text: fillBusinessName(text, speaker) };
}

/** The whole tag comes before its first part. */
function findText(texts: Readonly<Record<string, string>>, language: string): string | undefined {
  const tag = [language, prefixOf(language)].find((candidate) => Object.hasOwn(texts, candidate));
  return tag === undefined ? undefined : texts[tag];
}

function fillBusinessName(text: string, { name }: Speaker): string {
  return text.replaceAll('{{businessName}}', () => name ?? '');
}

function knows({ language }: Pick<Speaker, 'language'>): boolean {
  return Object.hasOwn(SENTENCES, prefixOf(language));
}

function prefixOf(language: string): string {
  return language.split('-')[0] ?? '';
}
