import type { Sentences } from './sentence-name';

export const french: Sentences = {
  unavailable:
    'Merci de votre appel[ à {{businessName}}]. Nous ne pouvons pas vous répondre pour le moment. Veuillez rappeler dans quelques minutes.',
  unavailableNow:
    'Merci de votre appel[ à {{businessName}}]. Nous ne pouvons pas vous répondre pour le moment.',
  leaveMessage: 'Veuillez laisser un message après le bip. Appuyez sur dièse pour terminer.',
  messageReceived: 'Merci. Nous avons bien reçu votre message et vous rappellerons. Au revoir.',
  nothingHeard: "Nous n'avons entendu aucun message.",
  goodbye: 'Nous devons mettre fin à la conversation. Merci de votre appel. Au revoir.',
  screening: 'Vous avez un appel[ pour {{businessName}}]. Appuyez sur 1 pour le prendre.',
  transferStart: 'Un instant, je vous mets en relation.',
  transferScreening:
    'Appel[ pour {{businessName}}] de {{caller}}. {{summary}} Appuyez sur 1 pour le prendre, sur 2 pour le refuser.',
  callerEnding: 'un numéro se terminant par {{digits}}',
  callerWithheld: 'un numéro masqué',
  alreadyAnswered: "Quelqu'un d'autre a pris cet appel. Au revoir.",
  callerGone: "L'appelant a raccroché. Au revoir.",
  backUnanswered:
    "Malheureusement, personne n'a pu prendre votre appel. Comment puis-je vous aider autrement ?",
  backAfterTalk: 'Me revoilà. Puis-je faire autre chose pour vous ?',
  recordingAnnouncement: 'Cet appel est enregistré.',
  recordingQuestion:
    "Nous souhaitons enregistrer cet appel. Appuyez sur 1 si vous êtes d'accord. Sans réponse, l'appel se poursuit sans enregistrement.",
  messageNotification:
    'Nouveau message vocal[ pour {{businessName}}] de {{caller}}, {{seconds}} s. Écouter (connexion requise) : {{link}}',
  messageLost:
    "Un message vocal[ pour {{businessName}}] de {{caller}} n'a pas pu être conservé. Merci de rappeler. {{link}}",
  messagesMany:
    'De nombreux messages vocaux[ pour {{businessName}}] sont arrivés. Aucun autre SMS ne sera envoyé à ce sujet pendant cette heure. Écouter (connexion requise) : {{link}}',
  unknownCaller: 'numéro inconnu',
  queueWelcome:
    'Merci de votre appel[ à {{businessName}}]. Toutes nos lignes sont occupées. Veuillez rester en ligne.',
  queuePosition: "Vous êtes en position {{position}} dans la file d'attente.",
  queueNext: 'Votre appel est le prochain.',
  queueOfferVoicemail: 'Pour laisser un message, appuyez sur 1.',
  queueOfferCallback: 'Pour être rappelé à votre tour, appuyez sur 2.',
  callbackPromised:
    'Nous vous rappellerons au numéro se terminant par {{digits}} lorsque ce sera votre tour. Merci, au revoir.',
  callbackFailed:
    "Nous sommes désolés, nous ne pouvons pas noter votre numéro pour le moment. Vous êtes toujours dans la file d'attente.",
  callbackQuestion:
    "[Ici {{businessName}}. ]Nous vous rappelons comme vous l'avez demandé. Appuyez sur 1 pour nous parler maintenant.",
  callbackHold: "Merci. Un instant, c'est bientôt à vous.",
  challengeQuestion: 'Pour être mis en relation, appuyez sur {{digit}}.',
  languageLine: 'Pour le français, appuyez sur {{digit}}.',
  callRefused: 'Nous ne pouvons pas prendre cet appel. Au revoir.',
  missedCallText:
    '[{{businessName}}: ]Nous avons manqué votre appel. Répondez à ce SMS ou rappelez-nous.',
  aiAnnouncement: "Vous parlez avec un assistant d'intelligence artificielle.",
};
