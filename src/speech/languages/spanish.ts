import type { Sentences } from './sentence-name';

export const spanish: Sentences = {
  unavailable:
    'Gracias por llamar[ a {{businessName}}]. En este momento no podemos atenderle. Por favor, vuelva a llamar en unos minutos.',
  unavailableNow: 'Gracias por llamar[ a {{businessName}}]. En este momento no podemos atenderle.',
  leaveMessage:
    'Por favor, deje un mensaje después del tono. Pulse la tecla almohadilla al terminar.',
  messageReceived:
    'Gracias. Hemos recibido su mensaje y nos pondremos en contacto con usted. Adiós.',
  nothingHeard: 'No hemos oído ningún mensaje.',
  goodbye: 'Tenemos que finalizar aquí la llamada. Gracias por llamar. Adiós.',
  screening: 'Tiene una llamada[ para {{businessName}}]. Pulse 1 para atenderla.',
  transferStart: 'Un momento, por favor, le paso.',
  transferScreening:
    'Llamada[ para {{businessName}}] de {{caller}}. {{summary}} Pulse 1 para atenderla, 2 para rechazarla.',
  callerEnding: 'un número que termina en {{digits}}',
  callerWithheld: 'un número oculto',
  alreadyAnswered: 'Otra persona ya ha atendido esta llamada. Adiós.',
  callerGone: 'La persona que llamaba ha colgado. Adiós.',
  backUnanswered:
    'Lo siento, nadie ha podido atender su llamada ahora. ¿En qué más puedo ayudarle?',
  backAfterTalk: 'Aquí estoy de nuevo. ¿Puedo ayudarle en algo más?',
  recordingAnnouncement: 'Esta llamada se está grabando.',
  recordingQuestion:
    'Nos gustaría grabar esta llamada. Pulse 1 si está de acuerdo. Si no hace nada, la llamada continúa sin grabación.',
  messageNotification:
    'Nuevo mensaje de voz[ para {{businessName}}] de {{caller}}, {{seconds}} s. Escuchar (requiere acceso): {{link}}',
  messageLost:
    'No se pudo guardar un mensaje de voz[ para {{businessName}}] de {{caller}}. Por favor, devuelva la llamada. {{link}}',
  messagesMany:
    'Han llegado muchos mensajes de voz[ para {{businessName}}]. No se enviarán más SMS sobre ellos en esta hora. Escuchar (requiere acceso): {{link}}',
  unknownCaller: 'número desconocido',
  queueWelcome:
    'Gracias por llamar[ a {{businessName}}]. En este momento todas las líneas están ocupadas. Por favor, no cuelgue.',
  queuePosition: 'Ocupa usted la posición {{position}} de la cola.',
  queueNext: 'El siguiente turno es el suyo.',
  queueOfferVoicemail: 'Para dejar un mensaje, pulse 1.',
  queueOfferCallback: 'Para que le llamemos cuando llegue su turno, pulse 2.',
  callbackPromised:
    'Le llamaremos al número que termina en {{digits}} cuando sea su turno. Gracias, adiós.',
  callbackFailed: 'Lo sentimos, ahora no podemos anotar su número. Su llamada sigue en la cola.',
  callbackQuestion:
    'Le llamamos[ de {{businessName}},] como usted pidió. Pulse 1 para hablar con nosotros ahora.',
  callbackHold: 'Gracias. Un momento, el siguiente turno es el suyo.',
  challengeQuestion: 'Para que le pongamos en contacto, pulse {{digit}}.',
  languageLine: 'Para español, pulse {{digit}}.',
  callRefused: 'No podemos atender esta llamada. Adiós.',
  missedCallText:
    '[{{businessName}}: ]Sentimos no haber atendido su llamada. Responda a este mensaje o vuelva a llamar.',
  aiAnnouncement: 'Está hablando con un asistente de inteligencia artificial.',
};
