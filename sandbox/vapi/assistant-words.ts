import {
  isSentenceLanguage,
  sentenceLanguageOf,
  type SentenceLanguage,
} from '../../src/speech/sentences';
import type { Turn } from './live-listener';

/** What the stand-in's assistant says; `{…}` is filled in. */
interface AssistantWords {
  readonly greeting: string;
  readonly goodbye: string;
  /** Said before a tool call that has no words of its own. */
  readonly filler: string;
  readonly heard: string;
  readonly pressed: string;
  /** To callers who ask for a person where nobody can be rung. */
  readonly nobody: string;
  readonly helpWithPerson: string;
  readonly help: string;
}

const WORDS: Readonly<Record<SentenceLanguage, AssistantWords>> = {
  'en-US': {
    greeting: 'Hello, this is {business}. How can I help you?',
    goodbye: 'Thank you for calling. Goodbye.',
    filler: 'Just a second.',
    heard: 'I heard you for {duration}',
    pressed: 'You pressed {keys}.',
    nobody: 'Nobody can be put through here.',
    helpWithPerson: 'Press 0 for a person, or the pound key to end the call.',
    help: 'Press the pound key to end the call.',
  },
  'de-DE': {
    greeting: 'Guten Tag, hier ist {business}. Wie kann ich Ihnen helfen?',
    goodbye: 'Vielen Dank für Ihren Anruf. Auf Wiederhören.',
    filler: 'Einen Moment bitte.',
    heard: 'Ich habe {duration} lang Ihre Stimme gehört',
    pressed: 'Sie haben {keys} gedrückt.',
    nobody: 'Hier kann ich Sie mit niemandem verbinden.',
    helpWithPerson:
      'Drücken Sie die 0, um mit einem Menschen zu sprechen, oder die Rautetaste, um das Gespräch zu beenden.',
    help: 'Drücken Sie die Rautetaste, um das Gespräch zu beenden.',
  },
  'es-ES': {
    greeting: 'Hola, le atiende {business}. ¿En qué puedo ayudarle?',
    goodbye: 'Gracias por su llamada. Adiós.',
    filler: 'Un momento, por favor.',
    heard: 'He oído su voz durante {duration}',
    pressed: 'Ha pulsado {keys}.',
    nobody: 'Aquí no puedo pasarle con nadie.',
    helpWithPerson:
      'Pulse 0 para hablar con una persona, o la tecla almohadilla para terminar la llamada.',
    help: 'Pulse la tecla almohadilla para terminar la llamada.',
  },
  'fr-FR': {
    greeting: 'Bonjour, ici {business}. Que puis-je faire pour vous ?',
    goodbye: 'Merci de votre appel. Au revoir.',
    filler: 'Un instant, s’il vous plaît.',
    heard: 'J’ai entendu votre voix pendant {duration}',
    pressed: 'Vous avez appuyé sur {keys}.',
    nobody: 'Ici, je ne peux vous passer personne.',
    helpWithPerson:
      'Appuyez sur 0 pour parler à une personne, ou sur la touche dièse pour terminer l’appel.',
    help: 'Appuyez sur la touche dièse pour terminer l’appel.',
  },
  'it-IT': {
    greeting: 'Buongiorno, qui {business}. Come posso aiutarla?',
    goodbye: 'Grazie per la sua chiamata. Arrivederci.',
    filler: 'Un attimo, per favore.',
    heard: 'Ho sentito la sua voce per {duration}',
    pressed: 'Ha premuto {keys}.',
    nobody: 'Qui non posso passarle nessuno.',
    helpWithPerson:
      'Prema 0 per parlare con una persona, o il tasto cancelletto per terminare la chiamata.',
    help: 'Prema il tasto cancelletto per terminare la chiamata.',
  },
  'nl-NL': {
    greeting: 'Hallo, u spreekt met {business}. Waarmee kan ik u helpen?',
    goodbye: 'Bedankt voor uw telefoontje. Tot ziens.',
    filler: 'Een ogenblik alstublieft.',
    heard: 'Ik heb uw stem {duration} lang gehoord',
    pressed: 'U hebt op {keys} gedrukt.',
    nobody: 'Hier kan ik u met niemand doorverbinden.',
    helpWithPerson: 'Druk op 0 voor een medewerker, of op het hekje om het gesprek te beëindigen.',
    help: 'Druk op het hekje om het gesprek te beëindigen.',
  },
  'pt-PT': {
    greeting: 'Olá, fala de {business}. Em que posso ajudar?',
    goodbye: 'Obrigado pela sua chamada. Adeus.',
    filler: 'Um momento, por favor.',
    heard: 'Ouvi a sua voz durante {duration}',
    pressed: 'Premiu {keys}.',
    nobody: 'Aqui não posso passar a chamada a ninguém.',
    helpWithPerson:
      'Prima 0 para falar com uma pessoa, ou a tecla cardinal para terminar a chamada.',
    help: 'Prima a tecla cardinal para terminar a chamada.',
  },
};

/** Returns the language that the assistant speaks with a caller of this language. */
export function chooseTalkLanguage(language: string): string {
  return isSentenceLanguage(language) ? language : 'en-US';
}

export function wordsIn(language: string): AssistantWords {
  return WORDS[sentenceLanguageOf({ language })];
}

/** Returns what the assistant says about a turn that asks for nothing. */
export function answerTurn(
  { voiceMs, words, keys }: Turn,
  { language, hasPeople }: { readonly language: string; readonly hasPeople: boolean },
): string {
  const { heard, pressed, helpWithPerson, help } = wordsIn(language);
  const said = words === undefined ? '' : `: “${words}”`;
  const answer =
    keys === ''
      ? `${heard.replace('{duration}', writeSeconds(voiceMs, language))}${said}.`
      : pressed.replace('{keys}', [...keys].join(' '));
  return `${answer} ${hasPeople ? helpWithPerson : help}`;
}

/** `3 seconds`, `1 Sekunde`. */
function writeSeconds(ms: number, language: string): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  const unit = { style: 'unit', unit: 'second', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, unit).format(seconds);
}
