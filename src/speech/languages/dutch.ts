import type { Sentences } from './sentence-name';

export const dutch: Sentences = {
  unavailable:
    'Bedankt voor het bellen[ naar {{businessName}}]. We kunnen u nu niet te woord staan. Probeer het over enkele minuten opnieuw.',
  unavailableNow:
    'Bedankt voor het bellen[ naar {{businessName}}]. We kunnen u nu niet te woord staan.',
  leaveMessage: 'Spreek na de toon een bericht in. Druk op het hekje als u klaar bent.',
  messageReceived: 'Dank u. We hebben uw bericht en nemen contact met u op. Tot ziens.',
  nothingHeard: 'We hebben geen bericht gehoord.',
  goodbye: 'We moeten het gesprek hier beëindigen. Bedankt voor het bellen. Tot ziens.',
  screening: 'U hebt een oproep[ voor {{businessName}}]. Druk op 1 om aan te nemen.',
  transferStart: 'Een ogenblik, ik verbind u door.',
  transferScreening:
    'Oproep[ voor {{businessName}}] van {{caller}}. {{summary}} Druk op 1 om aan te nemen, op 2 om te weigeren.',
  callerEnding: 'een nummer dat eindigt op {{digits}}',
  callerWithheld: 'een afgeschermd nummer',
  alreadyAnswered: 'Iemand anders heeft dit gesprek al aangenomen. Tot ziens.',
  callerGone: 'De beller heeft opgehangen. Tot ziens.',
  backUnanswered: 'Het spijt me, niemand kon uw gesprek aannemen. Waarmee kan ik u verder helpen?',
  backAfterTalk: 'Daar ben ik weer. Kan ik nog iets voor u doen?',
  recordingAnnouncement: 'Dit gesprek wordt opgenomen.',
  recordingQuestion:
    'We willen dit gesprek graag opnemen. Druk op 1 als u akkoord gaat. Als u niets doet, gaat het gesprek verder zonder opname.',
  messageNotification:
    'Nieuw voicemailbericht[ voor {{businessName}}] van {{caller}}, {{seconds}} s. Beluisteren (inloggen nodig): {{link}}',
  messageLost:
    'Een voicemailbericht[ voor {{businessName}}] van {{caller}} kon niet worden bewaard. Bel alstublieft terug. {{link}}',
  messagesMany:
    "Er zijn veel voicemailberichten[ voor {{businessName}}] binnengekomen. Dit uur volgen geen sms'en meer hierover. Beluisteren (inloggen nodig): {{link}}",
  unknownCaller: 'onbekend nummer',
  queueWelcome:
    'Bedankt voor het bellen[ naar {{businessName}}]. Al onze lijnen zijn bezet. Blijft u alstublieft aan de lijn.',
  queuePosition: 'U bent nummer {{position}} in de wachtrij.',
  queueNext: 'U bent als volgende aan de beurt.',
  queueOfferVoicemail: 'Druk op 1 om een bericht achter te laten.',
  queueOfferCallback: 'Druk op 2 om teruggebeld te worden zodra u aan de beurt bent.',
  callbackPromised:
    'Wij bellen u terug op het nummer dat eindigt op {{digits}} zodra u aan de beurt bent. Dank u wel, tot ziens.',
  callbackFailed: 'Het spijt ons, we kunnen uw nummer nu niet noteren. U staat nog in de wachtrij.',
  callbackQuestion:
    'We bellen u terug[ namens {{businessName}}], zoals u hebt gevraagd. Druk op 1 om nu met ons te praten.',
  callbackHold: 'Dank u wel. Een ogenblik, u bent als volgende aan de beurt.',
  challengeQuestion: 'Druk op {{digit}} om te worden doorverbonden.',
  languageLine: 'Voor Nederlands drukt u op {{digit}}.',
  callRefused: 'We kunnen dit gesprek niet aannemen. Tot ziens.',
  missedCallText:
    '[{{businessName}}: ]Helaas hebben we uw oproep gemist. Beantwoord dit bericht of bel ons opnieuw.',
  aiAnnouncement: 'U spreekt met een AI-assistent.',
};
