import {
  listSentenceLanguages,
  sentenceLanguageOf,
  speakOwn,
  speakSentence,
  writeSentence,
} from '../../src/speech/sentences';
import type { SentenceName } from '../../src/speech/languages/sentence-name';

const names: readonly SentenceName[] = [
  'unavailable',
  'unavailableNow',
  'leaveMessage',
  'messageReceived',
  'nothingHeard',
  'goodbye',
  'screening',
  'recordingAnnouncement',
  'recordingQuestion',
  'messageNotification',
  'unknownCaller',
];
const speaker = (language: string, name?: string) => ({ name, language, voice: undefined });

describe.each([...listSentenceLanguages()])('our sentences in %s', (language) => {
  it.each(names)('say something, with nothing left to fill in: %s', (sentence) => {
    for (const name of [undefined, 'Linden']) {
      const text = writeSentence(sentence, speaker(language, name))
        .replace('{{caller}}', 'X')
        .replace('{{seconds}}', '9')
        .replace('{{link}}', 'Y');

      expect(text).toMatch(/\p{L}{4}/u);
      expect(text).not.toMatch(/[{}[\]]|undefined| {2}| [.,]|\s$/);
    }
  });

  it.each<SentenceName>(['unavailable', 'unavailableNow', 'screening', 'messageNotification'])(
    'name the business where it has a name: %s',
    (sentence) => {
      expect(writeSentence(sentence, speaker(language, 'Linden'))).toContain(' Linden');
      expect(writeSentence(sentence, speaker(language))).not.toContain('Linden');
    },
  );

  it('have the three blanks of a notification', () => {
    const text = writeSentence('messageNotification', speaker(language));

    expect(text.match(/{{\w+}}/g)).toEqual(['{{caller}}', '{{seconds}}', '{{link}}']);
  });
});

describe('speakSentence', () => {
  it('differs by language in each sentence', () => {
    for (const sentence of names) {
      const texts = listSentenceLanguages().map((tag) => writeSentence(sentence, speaker(tag)));

      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('speaks English by an English voice in a language that it does not know', () => {
    const speech = speakSentence('goodbye', { ...speaker('pl-PL'), voice: 'Polly.Ewa' });

    expect(speech).toEqual({
      language: 'en-US',
      voice: undefined,
      text: writeSentence('goodbye', speaker('en-US')),
    });
  });

  it.each(['', '-', 'toString', '__proto__', 'constructor-x'])(
    'speaks English to the language "%s"',
    (language) => {
      expect(speakSentence('unavailable', speaker(language)).language).toBe('en-US');
    },
  );

  it('fills in a name as it is, brackets and all', () => {
    const text = writeSentence('screening', speaker('en-US', 'A [B] $& {{C}}'));

    expect(text).toBe('You have a call for A [B] $& {{C}}. Press 1 to take it.');
  });
});

describe('speakOwn', () => {
  it("keeps the tenant's language and voice, known to us or not", () => {
    const polish = { name: 'Lipa', language: 'pl-PL', voice: 'Polly.Ewa' };

    expect(speakOwn('Tu {{businessName}}.', polish)).toEqual({
      text: 'Tu Lipa.',
      language: 'pl-PL',
      voice: 'Polly.Ewa',
    });
  });
});

describe('sentenceLanguageOf', () => {
  it.each([
    ['de-AT', 'de-DE'],
    ['pt-BR', 'pt-PT'],
    ['en-GB', 'en-US'],
    ['pl-PL', 'en-US'],
  ])('%s: %s', (language, expected) => {
    expect(sentenceLanguageOf({ language })).toBe(expected);
  });
});
