import type { Tenant } from '../tenants/tenant';
import type { Speech } from '../twiml/voice-answer';

/** What is said where the tenant wrote nothing of its own. */
export type SentenceName =
  /** Nobody can answer, and the call ends with this. */
  | 'unavailable'
  /** Nobody can answer, and the caller may leave a message. */
  | 'unavailableNow'
  /** Asks for a message; a tone follows. */
  | 'leaveMessage'
  /** The message is recorded. */
  | 'messageTaken'
  /** The recording was silent. */
  | 'nothingHeard'
  /** Ends a conversation that went on until now. */
  | 'goodbye'
  /** Said to whom a call is put through; asks for key 1. */
  | 'screening'
  /** Text message to the tenant: {{caller}}, {{seconds}} and {{link}} are filled in. */
  | 'messageNotice'
  /** In place of a caller's number in a text message. */
  | 'unknownCaller';

type Sentences = Readonly<Record<SentenceName, string>>;

/**
 * By the first part of a language tag. `{{businessName}}` stands where the business is named; a
 * sentence's part in `[…]` is left out where the business has no name.
 */
const SENTENCES: Readonly<Record<string, Sentences>> = {
  en: {
    unavailable:
      "Thank you for calling[ {{businessName}}]. We can't take your call right now. Please try again in a few minutes.",
    unavailableNow: "Thank you for calling[ {{businessName}}]. We can't take your call right now.",
    leaveMessage:
      'Please leave a message after the tone. Press the pound key when you are finished.',
    messageTaken: 'Thank you. We have your message and will get back to you. Goodbye.',
    nothingHeard: "We didn't hear a message.",
    goodbye: 'We have to end the call here. Thank you for calling. Goodbye.',
    screening: 'You have a call[ for {{businessName}}]. Press 1 to take it.',
    messageNotice:
      'New voicemail[ for {{businessName}}] from {{caller}}, {{seconds}} s. Listen (login needed): {{link}}',
    unknownCaller: 'an unknown caller',
  },
  de: {
    unavailable:
      'Vielen Dank für Ihren Anruf[ bei {{businessName}}]. Wir können Ihren Anruf gerade nicht annehmen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    unavailableNow:
      'Vielen Dank für Ihren Anruf[ bei {{businessName}}]. Wir können ihn gerade nicht annehmen.',
    leaveMessage:
      'Bitte hinterlassen Sie nach dem Ton eine Nachricht. Drücken Sie die Rautetaste, wenn Sie fertig sind.',
    messageTaken:
      'Vielen Dank. Wir haben Ihre Nachricht und melden uns bei Ihnen. Auf Wiederhören.',
    nothingHeard: 'Wir haben keine Nachricht gehört.',
    goodbye: 'Wir müssen das Gespräch hier beenden. Vielen Dank für Ihren Anruf. Auf Wiederhören.',
    screening:
      'Sie haben einen Anruf[ für {{businessName}}]. Drücken Sie die 1, um ihn anzunehmen.',
    messageNotice:
      'Neue Sprachnachricht[ für {{businessName}}] von {{caller}}, {{seconds}} s. Anhören (mit Anmeldung): {{link}}',
    unknownCaller: 'unbekannt',
  },
  es: {
    unavailable:
      'Gracias por llamar[ a {{businessName}}]. En este momento no podemos atenderle. Por favor, vuelva a llamar en unos minutos.',
    unavailableNow:
      'Gracias por llamar[ a {{businessName}}]. En este momento no podemos atenderle.',
    leaveMessage: 'Por favor, deje un mensaje después del tono. Pulse almohadilla al terminar.',
    messageTaken: 'Gracias. Hemos recibido su mensaje y le responderemos. Adiós.',
    nothingHeard: 'No hemos oído ningún mensaje.',
    goodbye: 'Tenemos que terminar la llamada aquí. Gracias por llamar. Adiós.',
    screening: 'Tiene una llamada[ para {{businessName}}]. Pulse 1 para atenderla.',
    messageNotice:
      'Nuevo mensaje de voz[ para {{businessName}}] de {{caller}}, {{seconds}} s. Escuchar (requiere acceso): {{link}}',
    unknownCaller: 'número desconocido',
  },
  fr: {
    unavailable:
      'Merci de votre appel[ à {{businessName}}]. Nous ne pouvons pas vous répondre pour le moment. Merci de rappeler dans quelques minutes.',
    unavailableNow:
      'Merci de votre appel[ à {{businessName}}]. Nous ne pouvons pas vous répondre pour le moment.',
    leaveMessage: 'Veuillez laisser un message après le bip. Appuyez sur dièse pour terminer.',
    messageTaken: 'Merci. Nous avons bien votre message et vous rappellerons. Au revoir.',
    nothingHeard: "Nous n'avons entendu aucun message.",
    goodbye: 'Nous devons mettre fin à cet appel. Merci de votre appel. Au revoir.',
    screening: 'Vous avez un appel[ pour {{businessName}}]. Appuyez sur 1 pour le prendre.',
    messageNotice:
      'Nouveau message vocal[ pour {{businessName}}] de {{caller}}, {{seconds}} s. Écouter (connexion requise) : {{link}}',
    unknownCaller: 'numéro inconnu',
  },
  it: {
    unavailable:
      'Grazie per aver chiamato[ {{businessName}}]. Al momento non possiamo rispondere. La preghiamo di richiamare tra qualche minuto.',
    unavailableNow:
      'Grazie per aver chiamato[ {{businessName}}]. Al momento non possiamo rispondere.',
    leaveMessage: 'Lasci un messaggio dopo il segnale acustico. Prema cancelletto per terminare.',
    messageTaken: 'Grazie. Abbiamo ricevuto il suo messaggio e la richiameremo. Arrivederci.',
    nothingHeard: 'Non abbiamo sentito alcun messaggio.',
    goodbye: 'Dobbiamo chiudere qui la chiamata. Grazie per aver chiamato. Arrivederci.',
    screening: 'Ha una chiamata[ per {{businessName}}]. Prema 1 per rispondere.',
    messageNotice:
      'Nuovo messaggio vocale[ per {{businessName}}] da {{caller}}, {{seconds}} s. Ascolta (accesso richiesto): {{link}}',
    unknownCaller: 'numero sconosciuto',
  },
  nl: {
    unavailable:
      'Bedankt voor het bellen[ naar {{businessName}}]. We kunnen u nu niet te woord staan. Probeer het over enkele minuten opnieuw.',
    unavailableNow:
      'Bedankt voor het bellen[ naar {{businessName}}]. We kunnen u nu niet te woord staan.',
    leaveMessage: 'Spreek na de toon een bericht in. Druk op hekje als u klaar bent.',
    messageTaken: 'Dank u. We hebben uw bericht en nemen contact met u op. Tot ziens.',
    nothingHeard: 'We hebben geen bericht gehoord.',
    goodbye: 'We moeten het gesprek hier beëindigen. Bedankt voor het bellen. Tot ziens.',
    screening: 'U hebt een oproep[ voor {{businessName}}]. Druk op 1 om aan te nemen.',
    messageNotice:
      'Nieuw voicemailbericht[ voor {{businessName}}] van {{caller}}, {{seconds}} s. Beluisteren (inloggen nodig): {{link}}',
    unknownCaller: 'onbekend nummer',
  },
  pt: {
    unavailable:
      'Obrigado por ligar[ para {{businessName}}]. Não podemos atender neste momento. Por favor, ligue novamente dentro de alguns minutos.',
    unavailableNow:
      'Obrigado por ligar[ para {{businessName}}]. Não podemos atender neste momento.',
    leaveMessage: 'Por favor, deixe uma mensagem após o sinal. Prima cardinal ao terminar.',
    messageTaken: 'Obrigado. Recebemos a sua mensagem e entraremos em contacto. Adeus.',
    nothingHeard: 'Não ouvimos nenhuma mensagem.',
    goodbye: 'Temos de terminar a chamada aqui. Obrigado por ligar. Adeus.',
    screening: 'Tem uma chamada[ para {{businessName}}]. Prima 1 para atender.',
    messageNotice:
      'Nova mensagem de voz[ para {{businessName}}] de {{caller}}, {{seconds}} s. Ouvir (requer início de sessão): {{link}}',
    unknownCaller: 'número desconhecido',
  },
};

/** What a sentence needs of a tenant. */
export type Speaker = Pick<Tenant, 'name' | 'language' | 'voice'>;

const ENGLISH = { language: 'en-US', voice: undefined } as const;

/** The languages that our sentences are written in, as full tags that Twilio speaks. */
const LANGUAGE_TAGS = ['en-US', 'de-DE', 'es-ES', 'fr-FR', 'it-IT', 'nl-NL', 'pt-PT'] as const;

/** Returns the languages that our sentences are written in, as tags that Twilio speaks. */
export function listSentenceLanguages(): readonly string[] {
  return LANGUAGE_TAGS;
}

/** Returns which of them a tenant is spoken to in. */
export function sentenceLanguageOf({ language }: Pick<Speaker, 'language'>): string {
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

/** Returns the tenant's own words with its name filled in. */
export function speakOwn(text: string, speaker: Speaker): Speech {
  const { language, voice } = speaker;
  return { language, voice, text: fillBusinessName(text, speaker) };
}

function fillBusinessName(text: string, { name }: Speaker): string {
  return text.replaceAll('{{businessName}}', () => name ?? '');
}

function knows({ language }: Speaker): boolean {
  return Object.hasOwn(SENTENCES, prefixOf(language));
}

function prefixOf(language: string): string {
  return language.split('-')[0] ?? '';
}
