import type { SentenceLanguage } from '../../../../src/speech/sentences';
import type { ClientWords } from './words-of-page';
import { dutch, english, german } from './germanic-words';
import { french, italian, portuguese, spanish } from './romance-words';

/** In each language that our sentences are written in. */
export const CLIENT_WORDS: Readonly<Record<SentenceLanguage, ClientWords>> = {
  'en-US': english,
  'de-DE': german,
  'es-ES': spanish,
  'fr-FR': french,
  'it-IT': italian,
  'nl-NL': dutch,
  'pt-PT': portuguese,
};
