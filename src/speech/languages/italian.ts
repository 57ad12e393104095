import type { Sentences } from './sentence-name';

export const italian: Sentences = {
  unavailable:
    'Grazie per aver chiamato[ {{businessName}}]. Al momento non possiamo rispondere. La preghiamo di richiamare tra qualche minuto.',
  unavailableNow:
    'Grazie per aver chiamato[ {{businessName}}]. Al momento non possiamo rispondere.',
  leaveMessage: 'Lasci un messaggio dopo il segnale acustico. Prema cancelletto per terminare.',
  messageReceived: 'Grazie. Abbiamo ricevuto il suo messaggio e la richiameremo. Arrivederci.',
  nothingHeard: 'Non abbiamo sentito alcun messaggio.',
  goodbye: 'Dobbiamo chiudere qui la chiamata. Grazie per aver chiamato. Arrivederci.',
  screening: 'Ha una chiamata[ per {{businessName}}]. Prema 1 per rispondere.',
  transferStart: 'Un momento, la metto in comunicazione.',
  transferScreening:
    'Chiamata[ per {{businessName}}] da {{caller}}. {{summary}} Prema 1 per rispondere, 2 per rifiutare.',
  callerEnding: 'un numero che termina con {{digits}}',
  callerWithheld: 'un numero nascosto',
  alreadyAnswered: 'Qualcun altro ha già risposto a questa chiamata. Arrivederci.',
  callerGone: 'La persona che chiamava ha riagganciato. Arrivederci.',
  backUnanswered: 'Mi dispiace, nessuno ha potuto rispondere. In che altro modo posso aiutarla?',
  backAfterTalk: 'Eccomi di nuovo. Posso fare altro per lei?',
  recordingAnnouncement: 'Questa chiamata viene registrata.',
  recordingQuestion:
    "Vorremmo registrare questa chiamata. Prema 1 se è d'accordo. Se non fa nulla, la chiamata prosegue senza registrazione.",
  messageNotification:
    'Nuovo messaggio vocale[ per {{businessName}}] da {{caller}}, {{seconds}} s. Ascolta (accesso richiesto): {{link}}',
  messageLost:
    'Un messaggio vocale[ per {{businessName}}] da {{caller}} non è stato conservato. Si prega di richiamare. {{link}}',
  messagesMany:
    "Sono arrivati molti messaggi vocali[ per {{businessName}}]. In quest'ora non verranno inviati altri SMS al riguardo. Ascolta (accesso richiesto): {{link}}",
  unknownCaller: 'numero sconosciuto',
  queueWelcome:
    'Grazie per aver chiamato[ {{businessName}}]. Al momento tutte le linee sono occupate. Resti in linea, per favore.',
  queuePosition: 'Lei è in posizione {{position}} nella coda.',
  queueNext: 'Il prossimo turno è il suo.',
  queueOfferVoicemail: 'Per lasciare un messaggio, prema 1.',
  queueOfferCallback: 'Per farsi richiamare quando arriva il suo turno, prema 2.',
  callbackPromised:
    'La richiameremo al numero che termina con {{digits}} quando sarà il suo turno. Grazie, arrivederci.',
  callbackFailed:
    'Ci dispiace, al momento non possiamo prendere nota del suo numero. Lei è ancora in coda.',
  callbackQuestion:
    'La chiamiamo[ da {{businessName}},] come ci ha chiesto. Prema 1 per parlare con noi adesso.',
  callbackHold: 'Grazie. Un momento, il prossimo turno è il suo.',
  challengeQuestion: 'Per essere messo in contatto, prema {{digit}}.',
  languageLine: "Per l'italiano, prema {{digit}}.",
  callRefused: 'Non possiamo accettare questa chiamata. Arrivederci.',
  missedCallText:
    '[{{businessName}}: ]Abbiamo perso la sua chiamata. Risponda a questo SMS o richiami.',
  aiAnnouncement: "Sta parlando con un assistente basato sull'intelligenza artificiale.",
};
