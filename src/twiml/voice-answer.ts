/** One sentence that Twilio speaks. */
export interface Speech {
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
  /** Twilio voice; undefined = Twilio's own for the language. */
  readonly voice: string | undefined;
}

/** People to ring. All numbers ring at once; the first who accepts gets the caller. */
export interface DialVerb {
  readonly kind: 'dial';
  /** E.164, at most 10. */
  readonly numbers: readonly string[];
  readonly ringSeconds: number;
  /**
   * As the first verb: the caller hears ringing, and the call is neither answered nor billed, until
   * somebody takes it. A verb before it answers the call.
   */
  readonly answerOnBridge?: boolean;
  /** E.164 number that the people see; undefined = the caller's own. */
  readonly callerId: string | undefined;
  /** Requested with the outcome. Undefined: the next verb runs, whatever the outcome. */
  readonly actionUrl: string | undefined;
  /** Requested when somebody answers, before they are connected; undefined = connected at once. */
  readonly screenUrl: string | undefined;
  /** GET for a static file, POST for a Function. */
  readonly screenMethod: 'GET' | 'POST';
}

export interface RecordVerb {
  readonly kind: 'record';
  readonly maxSeconds: number;
  /** Requested when the recording has ended. */
  readonly actionUrl: string;
  readonly actionMethod: 'GET' | 'POST';
  /** Called when the recording is available, or when there is none. */
  readonly statusUrl: string;
  /** Called with Twilio's transcription; undefined = no transcription. */
  readonly transcriptionUrl: string | undefined;
}

/** Starts recording the call in the background, with each side on its own channel. */
export interface StartRecordingVerb {
  readonly kind: 'start-recording';
  /**
   * Called when the recording is available, or when there is none; absolute. Undefined = no
   * callback.
   */
  readonly statusUrl: string | undefined;
}

/** A question that one key answers. Without a key the next verb runs. */
export interface GatherVerb {
  readonly kind: 'gather';
  /** The question, each sentence in its own language and voice; none if it has been asked before. */
  readonly speeches: readonly Speech[];
  /** What may be answered while it plays, after the question. */
  readonly music?: string | undefined;
  readonly timeoutSeconds: number;
  readonly actionUrl: string;
  readonly actionMethod: 'GET' | 'POST';
}

/** A conference in which a caller waits, or two people talk. */
export interface ConferenceVerb {
  readonly kind: 'conference';
  readonly conference: string;
  /** Unique in the conference: Twilio refuses a second one of the same name (error 16025). */
  readonly label: string;
  /** Requested again and again for what a lone participant hears; undefined = silence. */
  readonly waitUrl: string | undefined;
  /** Called when somebody joins or leaves; only the first participant's counts. */
  readonly statusUrl: string | undefined;
  /** Requested for what comes next, after the conference. */
  readonly actionUrl: string;
}

/** A queue in which a caller waits. */
export interface EnqueueVerb {
  readonly kind: 'enqueue';
  readonly name: string;
  /** Requested again and again for what the caller hears. */
  readonly waitUrl: string;
  /** Requested for what comes next, however the caller left the queue. */
  readonly actionUrl: string;
}

/**
 * Refuses the call. Unbilled only as the first verb: any other verb answers the call.
 * `rejected` sounds like a number out of service, `busy` like a busy one.
 */
export interface RejectVerb {
  readonly kind: 'reject';
  readonly reason: 'rejected' | 'busy';
}

/** A verb of ours, ready to become TwiML. */
export type VoiceVerb =
  | { readonly kind: 'say'; readonly speech: Speech }
  | { readonly kind: 'hangup' }
  | RejectVerb
  | { readonly kind: 'play'; readonly url: string }
  | { readonly kind: 'pause'; readonly seconds: number }
  | { readonly kind: 'redirect'; readonly url: string; readonly method?: 'GET' | 'POST' }
  | ConferenceVerb
  | EnqueueVerb
  | { readonly kind: 'leave' }
  | DialVerb
  | RecordVerb
  | StartRecordingVerb
  | GatherVerb;

/** Where Twilio reports of the assistant's stream, whatever Vapi's document says. */
export interface StreamHooks {
  /** Requested for what comes next once the stream has ended or could not be opened. */
  readonly endedUrl: string;
  /** Called when the stream starts, stops or fails; absolute. Undefined = no callback. */
  readonly statusUrl: string | undefined;
}

/** The assistant's stream: all of Vapi's document that callers get. */
export interface AssistantStream {
  /** A secret: anybody who knows it can join the call. Never log it. */
  readonly url: string;
  readonly name?: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

export type VoiceAnswer =
  | {
      readonly kind: 'assistant';
      readonly stream: AssistantStream;
      readonly hooks: StreamHooks;
      /** What comes before the stream. */
      readonly before?: readonly VoiceVerb[];
    }
  | { readonly kind: 'verbs'; readonly verbs: readonly VoiceVerb[] };
