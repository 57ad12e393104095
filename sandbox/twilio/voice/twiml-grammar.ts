/** What Twilio knows of an element: its attributes, and which elements may stand in it. */
export interface ElementRule {
  readonly attributes: readonly string[];
  readonly children: readonly string[];
  /** May hold text of its own. */
  readonly hasText?: boolean;
  /** Needs this attribute. */
  readonly required?: readonly string[];
}

const SPEECH = ['Say', 'Play', 'Pause'];
const RECORDING = [
  'recordingStatusCallback',
  'recordingStatusCallbackMethod',
  'recordingStatusCallbackEvent',
];
const STATUS = ['statusCallback', 'statusCallbackMethod', 'statusCallbackEvent'];
const SSML = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'];

/**
 * Twilio's verbs and nouns. Names and attributes are case-sensitive.
 * @see https://www.twilio.com/docs/voice/twiml (checked 2026-11)
 */
export const twimlGrammar: Readonly<Record<string, ElementRule>> = {
  Response: {
    attributes: [],
    children: [
      ...SPEECH,
      'Connect',
      'Dial',
      'Enqueue',
      'Gather',
      'Hangup',
      'Leave',
      'Record',
      'Redirect',
      'Refer',
      'Reject',
      'Start',
      'Stop',
    ],
  },
  Say: { attributes: ['voice', 'language', 'loop'], children: SSML, hasText: true },
  Play: { attributes: ['loop', 'digits'], children: [], hasText: true },
  Pause: { attributes: ['length'], children: [] },
  Hangup: { attributes: [], children: [] },
  Leave: { attributes: [], children: [] },
  Reject: { attributes: ['reason'], children: [] },
  Redirect: { attributes: ['method'], children: [], hasText: true },
  Connect: {
    attributes: ['action', 'method'],
    children: ['ConversationRelay', 'Room', 'Stream', 'VirtualAgent'],
  },
  Start: { attributes: ['action', 'method'], children: ['Stream', 'Recording', 'Transcription'] },
  Stop: { attributes: [], children: ['Stream', 'Recording'] },
  Stream: {
    attributes: ['url', 'name', 'track', 'statusCallback', 'statusCallbackMethod'],
    children: ['Parameter'],
  },
  Recording: {
    attributes: ['name', 'channels', 'track', 'trim', ...RECORDING],
    children: [],
  },
  Parameter: { attributes: ['name', 'value'], children: [], required: ['name', 'value'] },
  Gather: {
    attributes: [
      'action',
      'method',
      'input',
      'timeout',
      'numDigits',
      'finishOnKey',
      'actionOnEmptyResult',
      'language',
      'hints',
      'speechTimeout',
      'speechModel',
      'partialResultCallback',
      'partialResultCallbackMethod',
      'profanityFilter',
      'bargeIn',
    ],
    children: SPEECH,
  },
  Record: {
    attributes: [
      'action',
      'method',
      'timeout',
      'finishOnKey',
      'maxLength',
      'playBeep',
      'trim',
      'transcribe',
      'transcribeCallback',
      ...RECORDING,
    ],
    children: [],
  },
  Dial: {
    attributes: [
      'action',
      'method',
      'timeout',
      'timeLimit',
      'callerId',
      'callReason',
      'answerOnBridge',
      'hangupOnStar',
      'ringTone',
      'record',
      'recordingTrack',
      'trim',
      'sequential',
      'referUrl',
      'referMethod',
      ...RECORDING,
    ],
    children: ['Number', 'Conference', 'Queue', 'Client', 'Sip', 'Application'],
    hasText: true,
  },
  Number: {
    attributes: [
      'url',
      'method',
      'sendDigits',
      'byoc',
      'machineDetection',
      'machineDetectionTimeout',
      'machineDetectionSpeechThreshold',
      'machineDetectionSpeechEndThreshold',
      'machineDetectionSilenceTimeout',
      'amdStatusCallback',
      'amdStatusCallbackMethod',
      ...STATUS,
    ],
    children: [],
    hasText: true,
  },
  Conference: {
    attributes: [
      'muted',
      'beep',
      'startConferenceOnEnter',
      'endConferenceOnExit',
      'participantLabel',
      'waitUrl',
      'waitMethod',
      'maxParticipants',
      'record',
      'trim',
      'region',
      'coach',
      'jitterBufferSize',
      ...STATUS,
      ...RECORDING,
    ],
    children: [],
    hasText: true,
  },
  Queue: { attributes: ['url', 'method'], children: [], hasText: true },
  Enqueue: {
    attributes: ['action', 'method', 'waitUrl', 'waitUrlMethod', 'workflowSid'],
    children: [],
    hasText: true,
  },
};

/** Elements of SSML inside Say: Twilio hands them to the voice. */
export const ssmlElements: ReadonlySet<string> = new Set(SSML);
