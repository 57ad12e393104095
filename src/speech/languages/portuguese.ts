import type { Sentences } from './sentence-name';

export const portuguese: Sentences = {
  unavailable:
    'Obrigado por ligar[ para {{businessName}}]. Não podemos atender neste momento. Por favor, ligue novamente dentro de alguns minutos.',
  unavailableNow: 'Obrigado por ligar[ para {{businessName}}]. Não podemos atender neste momento.',
  leaveMessage: 'Por favor, deixe uma mensagem após o sinal. Prima a tecla cardinal ao terminar.',
  messageReceived: 'Obrigado. Recebemos a sua mensagem e entraremos em contacto. Até breve.',
  nothingHeard: 'Não ouvimos nenhuma mensagem.',
  goodbye: 'Temos de terminar a chamada por aqui. Obrigado por ligar. Até breve.',
  screening: 'Tem uma chamada[ para {{businessName}}]. Prima 1 para atender.',
  transferStart: 'Um momento, vou passar a chamada.',
  transferScreening:
    'Chamada[ para {{businessName}}] de {{caller}}. {{summary}} Prima 1 para atender, 2 para recusar.',
  callerEnding: 'um número que termina em {{digits}}',
  callerWithheld: 'um número oculto',
  alreadyAnswered: 'Outra pessoa já atendeu esta chamada. Até logo.',
  callerGone: 'A pessoa que ligou já desligou. Até logo.',
  backUnanswered: 'Lamento, ninguém pôde atender a sua chamada agora. Em que mais posso ajudar?',
  backAfterTalk: 'Estou de volta. Posso ajudar em mais alguma coisa?',
  recordingAnnouncement: 'Esta chamada está a ser gravada.',
  recordingQuestion:
    'Gostaríamos de gravar esta chamada. Prima 1 se concorda. Se não fizer nada, a chamada continua sem gravação.',
  messageNotification:
    'Nova mensagem de voz[ para {{businessName}}] de {{caller}}, {{seconds}} s. Ouvir (requer início de sessão): {{link}}',
  messageLost:
    'Uma mensagem de voz[ para {{businessName}}] de {{caller}} não pôde ser guardada. Por favor, ligue de volta. {{link}}',
  messagesMany:
    'Chegaram muitas mensagens de voz[ para {{businessName}}]. Não serão enviados mais SMS sobre elas nesta hora. Ouvir (requer início de sessão): {{link}}',
  unknownCaller: 'número desconhecido',
  queueWelcome:
    'Obrigado por ligar[ para {{businessName}}]. Neste momento todas as linhas estão ocupadas. Por favor, aguarde em linha.',
  queuePosition: 'O seu lugar na fila é o número {{position}}.',
  queueNext: 'A seguir é a sua vez.',
  queueOfferVoicemail: 'Para deixar uma mensagem, prima 1.',
  queueOfferCallback: 'Para receber uma chamada quando for a sua vez, prima 2.',
  callbackPromised:
    'Ligaremos para o número terminado em {{digits}} quando for a sua vez. Obrigado, até breve.',
  callbackFailed:
    'Lamentamos, neste momento não podemos anotar o seu número. O seu lugar na fila mantém-se.',
  callbackQuestion: 'Ligamos[ de {{businessName}},] como pediu. Prima 1 para falar connosco agora.',
  callbackHold: 'Obrigado. Um momento, a seguir é a sua vez.',
  challengeQuestion: 'Para ser atendido, prima {{digit}}.',
  languageLine: 'Para português, prima {{digit}}.',
  callRefused: 'Não podemos atender esta chamada. Adeus.',
  missedCallText:
    '[{{businessName}}: ]Perdemos a sua chamada. Responda a esta mensagem ou ligue de novo.',
  aiAnnouncement: 'Está a falar com um assistente de inteligência artificial.',
};
