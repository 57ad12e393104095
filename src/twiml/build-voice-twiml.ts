import type {
  AssistantStream,
  ConferenceVerb,
  DialVerb,
  GatherVerb,
  RecordVerb,
  Speech,
  StartRecordingVerb,
  StreamHooks,
  VoiceAnswer,
  VoiceVerb,
} from './voice-answer';

/** Twilio's response as the runtime's own copy of the package builds it. */
export type VoiceResponse = InstanceType<typeof Twilio.twiml.VoiceResponse>;

export function buildVoiceTwiml(answer: VoiceAnswer): VoiceResponse {
  switch (answer.kind) {
    case 'assistant':
      return buildAssistantTwiml(answer.stream, answer.hooks, answer.before);
    case 'verbs':
      return buildVerbs(answer.verbs);
  }
}

/** @see https://www.twilio.com/docs/voice/twiml/connect, https://www.twilio.com/docs/voice/twiml/stream */
function buildAssistantTwiml(
  { url, name, parameters }: AssistantStream,
  { endedUrl, statusUrl }: StreamHooks,
  before: readonly VoiceVerb[] = [],
): VoiceResponse {
  const response = buildVerbs(before);
  const stream = response.connect({ action: endedUrl }).stream({
    url,
    ...(name === undefined ? {} : { name }),
    ...(statusUrl === undefined ? {} : { statusCallback: statusUrl }),
  });
  for (const parameter of parameters) stream.parameter(parameter);
  return response;
}

/** The part of a TwiML node that accepts any child. */
interface TwimlNode {
  addChild(name: string, attributes: object): TwimlNode;
}

function buildVerbs(verbs: readonly VoiceVerb[]): VoiceResponse {
  const response = new Twilio.twiml.VoiceResponse();
  for (const verb of verbs) addVerb(response, verb);
  return response;
}

function addVerb(response: VoiceResponse, verb: VoiceVerb): void {
  switch (verb.kind) {
    case 'say':
      say(response, verb.speech);
      break;
    case 'hangup':
      response.hangup();
      break;
    case 'reject':
      response.reject({ reason: verb.reason });
      break;
    case 'play':
      response.play({}, verb.url);
      break;
    case 'pause':
      response.pause({ length: verb.seconds });
      break;
    case 'redirect':
      response.redirect({ method: verb.method ?? 'POST' }, verb.url);
      break;
    case 'conference':
      joinConference(response, verb);
      break;
    case 'enqueue':
      response.enqueue({ action: verb.actionUrl, waitUrl: verb.waitUrl }, verb.name);
      break;
    case 'leave':
      response.leave();
      break;
    case 'dial':
      dial(response, verb);
      break;
    case 'record':
      record(response, verb);
      break;
    case 'start-recording':
      startRecording(response, verb);
      break;
    case 'gather':
      gather(response, verb);
      break;
  }
}

/** @see https://www.twilio.com/docs/voice/twiml/dial, https://www.twilio.com/docs/voice/twiml/number */
function dial(response: VoiceResponse, verb: DialVerb): void {
  const { numbers, ringSeconds, answerOnBridge, callerId, actionUrl, screenUrl, screenMethod } =
    verb;
  const node = response.dial({
    timeout: ringSeconds,
    ...(answerOnBridge === true ? { answerOnBridge } : {}),
    ...(callerId === undefined ? {} : { callerId }),
    ...(actionUrl === undefined ? {} : { action: actionUrl }),
  });
  const screening = screenUrl === undefined ? {} : { url: screenUrl, method: screenMethod };
  for (const number of numbers) node.number(screening, number);
}

/** Two people fit into one of our conferences, so that nobody joins late. */
const CONFERENCE_SIZE = 2;

/** When either one leaves, the conference ends, and the other's document says what comes next. */
function joinConference(response: VoiceResponse, verb: ConferenceVerb): void {
  const { conference, label, waitUrl, statusUrl, actionUrl } = verb;
  response.dial({ action: actionUrl }).conference(
    {
      participantLabel: label,
      maxParticipants: CONFERENCE_SIZE,
      startConferenceOnEnter: true,
      endConferenceOnExit: true,
      beep: 'false',
      waitUrl: waitUrl ?? '',
      ...(statusUrl === undefined
        ? {}
        : { statusCallback: statusUrl, statusCallbackEvent: ['join', 'leave'] }),
    },
    conference,
  );
}

/** Silence after which a recording ends. */
const RECORD_SILENCE_SECONDS = 5;

/** @see https://www.twilio.com/docs/voice/twiml/record */
function record(response: VoiceResponse, verb: RecordVerb): void {
  response.record({
    action: verb.actionUrl,
    method: verb.actionMethod,
    maxLength: verb.maxSeconds,
    timeout: RECORD_SILENCE_SECONDS,
    finishOnKey: '#',
    playBeep: true,
    recordingStatusCallback: verb.statusUrl,
    recordingStatusCallbackEvent: ['completed', 'absent'],
    ...(verb.transcriptionUrl === undefined
      ? {}
      : { transcribe: true, transcribeCallback: verb.transcriptionUrl }),
  });
}

/** @see https://www.twilio.com/docs/voice/twiml/recording */
function startRecording(response: VoiceResponse, { statusUrl }: StartRecordingVerb): void {
  const start = (response as TwimlNode).addChild('Start', {});
  start.addChild('Recording', {
    channels: 'dual',
    ...(statusUrl === undefined
      ? {}
      : {
          recordingStatusCallback: statusUrl,
          recordingStatusCallbackEvent: ['completed', 'absent'],
        }),
  });
}

/** @see https://www.twilio.com/docs/voice/twiml/gather */
function gather(response: VoiceResponse, verb: GatherVerb): void {
  const node = response.gather({
    action: verb.actionUrl,
    method: verb.actionMethod,
    numDigits: 1,
    timeout: verb.timeoutSeconds,
  });
  for (const speech of verb.speeches) say(node, speech);
  if (verb.music !== undefined) node.play({}, verb.music);
}

type SayVoice = NonNullable<Parameters<VoiceResponse['say']>[0]['voice']>;
type SayLanguage = NonNullable<Parameters<VoiceResponse['say']>[0]['language']>;

/** The package lists voices and languages by name; Twilio has more than the list. */
function say(node: Pick<VoiceResponse, 'say'>, { text, language, voice }: Speech): void {
  const attributes = {
    language: language as SayLanguage,
    ...(voice === undefined ? {} : { voice: voice as SayVoice }),
  };
  node.say(attributes, withoutControlCharacters(text));
}

/**
 * XML cannot contain control characters or halves of surrogate pairs; the builder throws on them.
 */
function withoutControlCharacters(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
