/** What an attribute may hold. */
export type ValueRule =
  | { readonly kind: 'whole'; readonly from: number; readonly to: number }
  | { readonly kind: 'word' | 'words'; readonly words: readonly string[] }
  | { readonly kind: 'keys' | 'address' | 'absolute-address' }
  | { readonly kind: 'short'; readonly characters: number };

type ValueRules = Readonly<Record<string, ValueRule>>;

const whole = (from: number, to: number): ValueRule => ({ kind: 'whole', from, to });
const word = (...words: string[]): ValueRule => ({ kind: 'word', words });
const words = (...known: string[]): ValueRule => ({ kind: 'words', words: known });

const METHOD = word('GET', 'POST');
const BOOLEAN = word('true', 'false');
const KEYS: ValueRule = { kind: 'keys' };
const ADDRESS: ValueRule = { kind: 'address' };
const ABSOLUTE: ValueRule = { kind: 'absolute-address' };
const LONGEST_SECONDS = 14_400;

const RECORDING: ValueRules = {
  recordingStatusCallback: ADDRESS,
  recordingStatusCallbackMethod: METHOD,
  recordingStatusCallbackEvent: words('in-progress', 'completed', 'absent'),
  trim: word('trim-silence', 'do-not-trim'),
};
const CONFERENCE_EVENTS = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
];
const NEXT: ValueRules = { action: ADDRESS, method: METHOD };

/** @see https://www.twilio.com/docs/voice/twiml (checked 2026-11) */
const valueRules: Readonly<Record<string, ValueRules>> = {
  Connect: NEXT,
  Redirect: { method: METHOD },
  Reject: { reason: word('rejected', 'busy') },
  Say: { loop: whole(0, 1_000) },
  Play: { loop: whole(0, 1_000), digits: KEYS },
  Pause: { length: whole(0, LONGEST_SECONDS) },
  Stream: {
    track: word('inbound_track', 'outbound_track', 'both_tracks'),
    statusCallback: ABSOLUTE,
    statusCallbackMethod: METHOD,
  },
  Recording: {
    ...RECORDING,
    name: { kind: 'short', characters: 64 },
    channels: word('mono', 'dual'),
    track: word('inbound', 'outbound', 'both'),
  },
  Gather: {
    ...NEXT,
    input: word('dtmf', 'speech', 'dtmf speech', 'speech dtmf'),
    timeout: whole(0, LONGEST_SECONDS),
    numDigits: whole(1, 1_000),
    finishOnKey: KEYS,
    actionOnEmptyResult: BOOLEAN,
  },
  Record: {
    ...NEXT,
    ...RECORDING,
    timeout: whole(0, LONGEST_SECONDS),
    maxLength: whole(1, 3_600),
    finishOnKey: KEYS,
    playBeep: BOOLEAN,
    transcribe: BOOLEAN,
    transcribeCallback: ADDRESS,
  },
  Dial: {
    ...NEXT,
    ...RECORDING,
    timeout: whole(5, 600),
    timeLimit: whole(1, LONGEST_SECONDS),
    callReason: { kind: 'short', characters: 50 },
    answerOnBridge: BOOLEAN,
    hangupOnStar: BOOLEAN,
    sequential: BOOLEAN,
    record: word(
      'do-not-record',
      'record-from-answer',
      'record-from-ringing',
      'record-from-answer-dual',
      'record-from-ringing-dual',
      'true',
      'false',
    ),
  },
  Conference: {
    muted: BOOLEAN,
    beep: word('true', 'false', 'onEnter', 'onExit'),
    startConferenceOnEnter: BOOLEAN,
    endConferenceOnExit: BOOLEAN,
    participantLabel: { kind: 'short', characters: 128 },
    waitMethod: METHOD,
    maxParticipants: whole(1, 250),
    record: word('do-not-record', 'record-from-start', 'true', 'false'),
    jitterBufferSize: word('off', 'small', 'medium', 'large'),
    statusCallback: ADDRESS,
    statusCallbackMethod: METHOD,
    statusCallbackEvent: words(...CONFERENCE_EVENTS),
    ...RECORDING,
  },
  Number: {
    url: ADDRESS,
    method: METHOD,
    sendDigits: KEYS,
    statusCallback: ADDRESS,
    statusCallbackMethod: METHOD,
    statusCallbackEvent: words('initiated', 'ringing', 'answered', 'completed'),
    machineDetection: word('Enable', 'DetectMessageEnd'),
    machineDetectionTimeout: whole(3, 60),
    machineDetectionSpeechThreshold: whole(1_000, 6_000),
    machineDetectionSpeechEndThreshold: whole(500, 5_000),
    machineDetectionSilenceTimeout: whole(2_000, 10_000),
    amdStatusCallback: ADDRESS,
    amdStatusCallbackMethod: METHOD,
  },
};

/** Returns what the attributes of an element may hold; attributes without a rule may hold anything. */
export function listValueRules(elementName: string): ValueRules {
  return valueRules[elementName] ?? {};
}
