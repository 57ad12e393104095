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
  /** Said by the assistant before it hands the caller over. */
  | 'transferStart'
  /** Said to whom the assistant puts a caller through: {{caller}} and {{summary}} are filled in. */
  | 'transferScreening'
  /** The caller, by the last two digits of their number. */
  | 'callerEnding'
  /** The caller, without a number. */
  | 'callerWithheld'
  /** Said to whom accepts a call that somebody else has. */
  | 'alreadyTaken'
  /** Said to whom accepts a call whose caller has hung up. */
  | 'callerGone'
  /** The assistant's first words after nobody took the call. */
  | 'backUnanswered'
  /** The assistant's first words after a talk with a person. */
  | 'backAfterTalk'
  /** Said before a recorded conversation. */
  | 'recordingAnnouncement'
  /** Asks for key 1 before a conversation is recorded. */
  | 'recordingQuestion'
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
    transferStart: 'One moment, I am putting you through.',
    transferScreening:
      'Call[ for {{businessName}}] from {{caller}}. {{summary}} Press 1 to take it, 2 to decline.',
    callerEnding: 'a number ending in {{digits}}',
    callerWithheld: 'a withheld number',
    alreadyTaken: 'Somebody else has taken this call. Goodbye.',
    callerGone: 'The caller has hung up. Goodbye.',
    backUnanswered: 'I am sorry, nobody could take your call just now. How else can I help you?',
    backAfterTalk: 'I am back. Is there anything else that I can do for you?',
    recordingAnnouncement: 'This call is recorded.',
    recordingQuestion:
      'We would like to record this call. Press 1 to agree. If you do nothing, the call goes on without a recording.',
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
    transferStart: 'Einen Moment bitte, ich verbinde Sie.',
    transferScreening:
      'Anruf[ für {{businessName}}] von {{caller}}. {{summary}} Drücken Sie die 1, um ihn anzunehmen, oder die 2, um ihn abzulehnen.',
    callerEnding: 'einer Nummer, die auf {{digits}} endet',
    callerWithheld: 'einer unterdrückten Nummer',
    alreadyTaken: 'Diesen Anruf hat schon jemand angenommen. Auf Wiederhören.',
    callerGone: 'Der Anrufer hat aufgelegt. Auf Wiederhören.',
    backUnanswered:
      'Es tut mir leid, gerade konnte niemand Ihren Anruf annehmen. Wie kann ich Ihnen sonst helfen?',
    backAfterTalk: 'Da bin ich wieder. Kann ich noch etwas für Sie tun?',
    recordingAnnouncement: 'Dieses Gespräch wird aufgezeichnet.',
    recordingQuestion:
      'Wir möchten dieses Gespräch aufzeichnen. Drücken Sie die 1, wenn Sie einverstanden sind. Wenn Sie nichts tun, geht es ohne Aufzeichnung weiter.',
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
    transferStart: 'Un momento, por favor, le paso.',
    transferScreening:
      'Llamada[ para {{businessName}}] de {{caller}}. {{summary}} Pulse 1 para atenderla, 2 para rechazarla.',
    callerEnding: 'un número que termina en {{digits}}',
    callerWithheld: 'un número oculto',
    alreadyTaken: 'Otra persona ya ha atendido esta llamada. Adiós.',
    callerGone: 'La persona que llamaba ha colgado. Adiós.',
    backUnanswered:
      'Lo siento, nadie ha podido atender su llamada ahora. ¿En qué más puedo ayudarle?',
    backAfterTalk: 'Aquí estoy de nuevo. ¿Puedo ayudarle en algo más?',
    recordingAnnouncement: 'Esta llamada se graba.',
    recordingQuestion:
      'Nos gustaría grabar esta llamada. Pulse 1 si está de acuerdo. Si no hace nada, la llamada continúa sin grabación.',
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
    transferStart: 'Un instant, je vous mets en relation.',
    transferScreening:
      'Appel[ pour {{businessName}}] de {{caller}}. {{summary}} Appuyez sur 1 pour le prendre, sur 2 pour le refuser.',
    callerEnding: 'un numéro se terminant par {{digits}}',
    callerWithheld: 'un numéro masqué',
    alreadyTaken: "Quelqu'un d'autre a pris cet appel. Au revoir.",
    callerGone: "L'appelant a raccroché. Au revoir.",
    backUnanswered:
      "Je suis désolé, personne n'a pu prendre votre appel. Comment puis-je vous aider autrement ?",
    backAfterTalk: 'Me revoilà. Puis-je faire autre chose pour vous ?',
    recordingAnnouncement: 'Cet appel est enregistré.',
    recordingQuestion:
      "Nous souhaitons enregistrer cet appel. Appuyez sur 1 si vous êtes d'accord. Sans réponse, l'appel se poursuit sans enregistrement.",
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
    transferStart: 'Un momento, la metto in contatto.',
    transferScreening:
      'Chiamata[ per {{businessName}}] da {{caller}}. {{summary}} Prema 1 per rispondere, 2 per rifiutare.',
    callerEnding: 'un numero che termina con {{digits}}',
    callerWithheld: 'un numero nascosto',
    alreadyTaken: 'Qualcun altro ha già risposto a questa chiamata. Arrivederci.',
    callerGone: 'Chi chiamava ha riagganciato. Arrivederci.',
    backUnanswered: 'Mi dispiace, nessuno ha potuto rispondere. Come posso aiutarla altrimenti?',
    backAfterTalk: 'Eccomi di nuovo. Posso fare altro per lei?',
    recordingAnnouncement: 'Questa chiamata viene registrata.',
    recordingQuestion:
      "Vorremmo registrare questa chiamata. Prema 1 se è d'accordo. Se non fa nulla, la chiamata prosegue senza registrazione.",
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
    transferStart: 'Een ogenblik, ik verbind u door.',
    transferScreening:
      'Oproep[ voor {{businessName}}] van {{caller}}. {{summary}} Druk op 1 om aan te nemen, op 2 om te weigeren.',
    callerEnding: 'een nummer dat eindigt op {{digits}}',
    callerWithheld: 'een afgeschermd nummer',
    alreadyTaken: 'Iemand anders heeft deze oproep al aangenomen. Tot ziens.',
    callerGone: 'De beller heeft opgehangen. Tot ziens.',
    backUnanswered: 'Het spijt me, niemand kon uw oproep aannemen. Waarmee kan ik u verder helpen?',
    backAfterTalk: 'Daar ben ik weer. Kan ik nog iets voor u doen?',
    recordingAnnouncement: 'Dit gesprek wordt opgenomen.',
    recordingQuestion:
      'We willen dit gesprek graag opnemen. Druk op 1 als u akkoord gaat. Als u niets doet, gaat het gesprek verder zonder opname.',
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
    transferStart: 'Um momento, vou passar a chamada.',
    transferScreening:
      'Chamada[ para {{businessName}}] de {{caller}}. {{summary}} Prima 1 para atender, 2 para recusar.',
    callerEnding: 'um número que termina em {{digits}}',
    callerWithheld: 'um número oculto',
    alreadyTaken: 'Outra pessoa já atendeu esta chamada. Adeus.',
    callerGone: 'Quem ligou já desligou. Adeus.',
    backUnanswered: 'Lamento, ninguém pôde atender a sua chamada agora. Em que mais posso ajudar?',
    backAfterTalk: 'Estou de volta. Posso ajudar em mais alguma coisa?',
    recordingAnnouncement: 'Esta chamada é gravada.',
    recordingQuestion:
      'Gostaríamos de gravar esta chamada. Prima 1 se concorda. Se não fizer nada, a chamada continua sem gravação.',
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
