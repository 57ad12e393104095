import type { Sentences } from './sentence-name';

export const german: Sentences = {
  unavailable:
    'Vielen Dank für Ihren Anruf[ bei {{businessName}}]. Wir können Ihren Anruf gerade nicht annehmen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  unavailableNow:
    'Vielen Dank für Ihren Anruf[ bei {{businessName}}]. Wir können Ihren Anruf gerade nicht annehmen.',
  leaveMessage:
    'Bitte hinterlassen Sie nach dem Ton eine Nachricht. Drücken Sie die Rautetaste, wenn Sie fertig sind.',
  messageReceived:
    'Vielen Dank. Wir haben Ihre Nachricht und melden uns bei Ihnen. Auf Wiederhören.',
  nothingHeard: 'Wir haben keine Nachricht gehört.',
  goodbye: 'Wir müssen das Gespräch hier beenden. Vielen Dank für Ihren Anruf. Auf Wiederhören.',
  screening: 'Sie haben einen Anruf[ für {{businessName}}]. Drücken Sie die 1, um ihn anzunehmen.',
  transferStart: 'Einen Moment bitte, ich verbinde Sie.',
  transferScreening:
    'Anruf[ für {{businessName}}] von {{caller}}. {{summary}} Drücken Sie die 1, um ihn anzunehmen, oder die 2, um ihn abzulehnen.',
  callerEnding: 'einer Nummer, die auf {{digits}} endet',
  callerWithheld: 'einer unterdrückten Nummer',
  alreadyAnswered: 'Jemand anderes hat diesen Anruf schon angenommen. Auf Wiederhören.',
  callerGone: 'Der Anrufer hat aufgelegt. Auf Wiederhören.',
  backUnanswered:
    'Es tut mir leid, gerade konnte niemand Ihren Anruf annehmen. Wie kann ich Ihnen sonst helfen?',
  backAfterTalk: 'Da bin ich wieder. Kann ich noch etwas für Sie tun?',
  recordingAnnouncement: 'Dieses Gespräch wird aufgezeichnet.',
  recordingQuestion:
    'Wir möchten dieses Gespräch aufzeichnen. Drücken Sie die 1, wenn Sie einverstanden sind. Wenn Sie nichts tun, geht es ohne Aufzeichnung weiter.',
  messageNotification:
    'Neue Sprachnachricht[ für {{businessName}}] von {{caller}}, {{seconds}} s. Anhören (mit Anmeldung): {{link}}',
  messageLost:
    'Eine Sprachnachricht[ für {{businessName}}] von {{caller}} konnte nicht gespeichert werden. Bitte rufen Sie zurück. {{link}}',
  messagesMany:
    'Viele Sprachnachrichten[ für {{businessName}}] sind eingegangen. In dieser Stunde kommen keine weiteren SMS dazu. Anhören (mit Anmeldung): {{link}}',
  unknownCaller: 'unbekannt',
  queueWelcome:
    'Vielen Dank für Ihren Anruf[ bei {{businessName}}]. Im Moment sind alle Leitungen belegt. Bitte bleiben Sie am Apparat.',
  queuePosition: 'Sie sind auf Platz {{position}} der Warteschlange.',
  queueNext: 'Sie sind als Nächstes an der Reihe.',
  queueOfferVoicemail: 'Um stattdessen eine Nachricht zu hinterlassen, drücken Sie die 1.',
  queueOfferCallback:
    'Um zurückgerufen zu werden, sobald Sie an der Reihe sind, drücken Sie die 2.',
  callbackPromised:
    'Wir rufen Sie zurück, sobald Sie an der Reihe sind, unter der Nummer, die auf {{digits}} endet. Vielen Dank, auf Wiederhören.',
  callbackFailed:
    'Es tut mir leid, wir können Ihre Nummer gerade nicht vormerken. Sie sind weiterhin in der Warteschlange.',
  callbackQuestion:
    'Hier ist[ {{businessName}},] der Rückruf, um den Sie gebeten haben. Drücken Sie die 1, um jetzt mit uns zu sprechen.',
  callbackHold: 'Vielen Dank. Einen Moment bitte, Sie sind als Nächstes an der Reihe.',
  challengeQuestion: 'Um verbunden zu werden, drücken Sie bitte die {{digit}}.',
  languageLine: 'Für Deutsch drücken Sie die {{digit}}.',
  callRefused: 'Wir können diesen Anruf nicht annehmen. Auf Wiederhören.',
  missedCallText:
    '[{{businessName}}: ]Leider haben wir Ihren Anruf verpasst. Antworten Sie auf diese SMS, oder rufen Sie noch einmal an.',
  aiAnnouncement: 'Sie sprechen mit einem KI-Assistenten.',
};
