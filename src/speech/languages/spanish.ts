import type { Sentences } from './sentence-name';

export const spanish: Sentences = {
  unavailable:
    'Gracias por llamar[ a {{businessName}}]. En este momento no podemos atenderle. Por favor, vuelva a llamar en unos minutos.',
  unavailableNow: 'Gracias por llamar[ a {{businessName}}]. En este momento no podemos atenderle.',
  leaveMessage: 'Por favor, deje un mensaje después del tono. Pulse almohadilla al terminar.',
  messageReceived: 'Gracias. Hemos recibido su mensaje y le responderemos. Adiós.',
  nothingHeard: 'No hemos oído ningún mensaje.',
  goodbye: 'Tenemos que terminar la llamada aquí. Gracias por llamar. Adiós.',
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
  recordingAnnouncement: 'Esta llamada se graba.',
  recordingQuestion:
    'Nos gustaría grabar esta llamada. Pulse 1 si está de acuerdo. Si no hace nada, la llamada continúa sin grabación.',
  messageNotification:
    'Nuevo mensaje de voz[ para {{businessName}}] de {{caller}}, {{seconds}} s. Escuchar (requiere acceso): {{link}}',
  unknownCaller: 'número desconocido',
  queueWelcome:
    'Gracias por llamar[ a {{businessName}}]. En este momento todas las líneas están ocupadas. Por favor, no cuelgue.',
  queuePosition: 'Es usted el número {{position}} en la cola.',
  queueNext: 'Usted es el siguiente.',
  queueOfferVoicemail: 'Para dejar un mensaje, pulse 1.',
  queueOfferCallback: 'Para que le llamemos cuando llegue su turno, pulse 2.',
  callbackPromised:
    'Le llamaremos al número que termina en {{digits}} cuando sea su turno. Gracias, adiós.',
  callbackFailed: 'Lo sentimos, ahora no podemos anotar su número. Sigue usted en la cola.',
  callbackQuestion:
    'Le llamamos[ de {{businessName}},] como usted pidió. Pulse 1 para hablar con nosotros ahora.',
  callbackHold: 'Gracias. Un momento, es usted el siguiente.',
};
