/**
 * What the console's page and its server send each other, as JSON over one WebSocket:
 * `ws://127.0.0.1:<port>/socket?token=<token>`. The page finds the token in
 * `<meta name="console-token">`. Everything that a page sends is checked (read-page-message.ts).
 *
 * Sound is 8 kHz µ-law without a header, in base64: whole frames of 20 ms, 160 bytes each.
 */

/** Whose phone: the caller's, or a person's who was rung, by the id of `person`. */
export type PhoneId = 'caller' | `person-${number}`;

/** Who takes part in a call: the columns of the ladder. */
export type Lane = 'caller' | 'twilio' | 'functions' | 'vapi' | 'person';

/** What the server sends. */
export type ServerMessage =
  | WorldMessage
  | CallMessage
  | PersonMessage
  | HeardMessage
  | AudioMessage
  | StepMessage
  | LogMessage
  | LadderMessage
  | ErrorMessage;

/** Everything besides the call: sent at the beginning, and whole again when anything changes. */
export interface WorldMessage {
  readonly type: 'world';
  /**
   * `vapi`: VAPI_API_KEY is set, so assistants are real, take slots and cost money. `deployed`: the page
   * calls the deployed switchboard through Twilio.
   */
  readonly mode: 'stand-in' | 'vapi' | 'deployed';
  /** Sentences that say which parts are real and which are stood in for. */
  readonly real: readonly string[];
  readonly tenants: readonly TenantView[];
  readonly queues: readonly QueueView[];
  /** Undefined where Vapi is real: only it knows. */
  readonly slots: { readonly used: number; readonly total: number } | undefined;
  readonly breakers: readonly BreakerView[];
  /** The switch by which the fallback answers every call, without asking Vapi. */
  readonly isOutageOn: boolean;
  /** The moment at which calls begin for our Functions, ISO 8601; undefined = now. */
  readonly clockAt: string | undefined;
  readonly faults: readonly FaultView[];
}

export interface TenantView {
  readonly id: string;
  readonly name: string;
  /** E.164. */
  readonly numbers: readonly string[];
  /** Like `en-US`, the first one is the default. */
  readonly languages: readonly string[];
  /** Callers wait while all slots are taken. */
  readonly hasQueue: boolean;
  /** IANA name, where the tenant has hours. */
  readonly timeZone: string | undefined;
  readonly hours: {
    /** `always`: the tenant has no hours. */
    readonly state: 'open' | 'closed' | 'always';
    /** ISO 8601, if it is closed and opens again. */
    readonly opensAt: string | undefined;
    readonly isClosedByHand: boolean;
  };
}

export interface QueueView {
  readonly tenantId: string;
  /** The first one first. */
  readonly callers: readonly {
    readonly callSid: string;
    readonly number: string;
    readonly waitSeconds: number;
  }[];
}

/** Whether Vapi is asked with a key. */
export type BreakerView = {
  /** The variable that holds the key. */
  readonly apiKeyEnv: string;
} & (
  | { readonly state: 'closed' }
  /** ISO 8601. */
  | { readonly state: 'open'; readonly openUntil: string }
  /** The next call asks, and the others wait for how it goes. */
  | { readonly state: 'half-open' }
);

export interface FaultView {
  readonly id: string;
  readonly group: 'vapi' | 'talk' | 'twilio' | 'functions';
  /** What goes wrong, in plain words after the group's. */
  readonly label: string;
  readonly isOn: 'no' | 'next-call' | 'from-now-on';
  /** Whether switching it on during a call changes that call. */
  readonly worksDuringCall: boolean;
}

/** How this page's call is. Sent whenever that changes. */
export interface CallMessage {
  readonly type: 'call';
  readonly callId: string;
  readonly callSid: string;
  readonly state: 'ringing' | 'in-progress' | 'ended';
  readonly from: string;
  readonly to: string;
  /** Undefined = nobody's number. */
  readonly tenantId: string | undefined;
  readonly tenantName: string | undefined;
  /** ISO 8601, by this machine's time. */
  readonly startedAt: string;
  /** Undefined until Twilio has answered: it is billed from here. */
  readonly answeredAt: string | undefined;
  /** When the phone was free again, by this machine's time. */
  readonly endedAt: string | undefined;
  /** Only of a call that has ended, once what follows it has happened too. */
  readonly end:
    | {
        /** In Twilio's words: `completed`, `busy`, `no-answer`, `failed`, `canceled`. */
        readonly status: string;
        /** Why it ended so, in sentences: `the business is closed: …`, `answered by the fallback because …`. */
        readonly sentences: readonly string[];
        /** What Twilio would have logged as an error. */
        readonly problems: readonly string[];
      }
    | undefined;
  /** What is broken for this call, by the ids of `FaultView`; nothing once it has ended. */
  readonly faults: readonly string[];
  /** The same call as a command: `npm run call -- --to +1…`. */
  readonly command: string;
}

/** A second phone: somebody who is rung for the caller. Sent whenever its state changes. */
export interface PersonMessage {
  readonly type: 'person';
  readonly phone: Exclude<PhoneId, 'caller'>;
  readonly callId: string;
  readonly number: string;
  /** Whose phone it is, such as `Riverside Dental, fallback`. */
  readonly label: string;
  /** What the phone's display shows as the caller. */
  readonly shownNumber: string;
  readonly state: 'ringing' | 'answered' | 'ended';
  /** How it ended, in words: `has talked with the caller`. */
  readonly outcome: string | undefined;
}

/** Somebody hears something. It lasts until the next `heard` of that phone, or its `audio`. */
export interface HeardMessage {
  readonly type: 'heard';
  readonly id: string;
  readonly phone: PhoneId;
  readonly sound: Sound;
}

export type Sound =
  | {
      readonly kind: 'words';
      readonly words: string;
      /** Like `de-DE`. */
      readonly language: string;
      /** Twilio's name of the voice, where TwiML names one. */
      readonly voice: string | undefined;
      readonly speaker: 'twilio' | 'assistant' | 'caller' | 'person';
      /** The server waits this long, or for `heardOut` where the call `speaks`. */
      readonly durationMs: number;
    }
  /** A file: `src` is on this server. It is played again and again. */
  | { readonly kind: 'music'; readonly src: string | undefined }
  /** From now on somebody else is heard; `to`: their number, or `the caller`. */
  | { readonly kind: 'connected'; readonly to: string }
  | { readonly kind: 'ringing' | 'beep' | 'busy' | 'not-in-service' | 'quiet' };

/** Sound out of a phone: to be played after what came before. */
export interface AudioMessage {
  readonly type: 'audio';
  readonly phone: PhoneId;
  /** µ-law, base64; empty = drop what has not been played yet. */
  readonly payload: string;
}

/** A request and its answer, or what else passed between two lanes. */
export interface StepMessage {
  readonly type: 'step';
  readonly id: string;
  readonly callId: string;
  /** Since the call began. */
  readonly atMs: number;
  readonly from: Lane;
  readonly to: Lane;
  /** Like `POST /incoming-call`, or a sentence. */
  readonly title: string;
  readonly request:
    | {
        readonly method: string;
        readonly url: string;
        /** A form's fields. */
        readonly form: Readonly<Record<string, string>> | undefined;
        /** Pretty-printed. */
        readonly json: string | undefined;
      }
    | undefined;
  readonly response:
    | {
        /** 0 = no answer. */
        readonly status: number;
        readonly format: 'twiml' | 'json' | 'text';
        /** Pretty-printed. */
        readonly body: string;
        readonly ms: number;
      }
    | undefined;
  readonly isProblem: boolean;
}

/** A log entry of a Function. */
export interface LogMessage {
  readonly type: 'log';
  readonly callId: string | undefined;
  readonly atMs: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** The whole entry, pretty-printed. */
  readonly json: string;
}

/** The answer to `download`: steps and log entries of a call, masked, to be saved as a file. */
export interface LadderMessage {
  readonly type: 'ladder';
  readonly callId: string;
  readonly fileName: string;
  readonly json: string;
}

/** Something that the page asked for is not done, and why. */
export interface ErrorMessage {
  readonly type: 'error';
  readonly text: string;
}

/** What the page sends. */
export type PageMessage =
  | PlaceCall
  | { readonly type: 'hangUp'; readonly phone: PhoneId }
  | { readonly type: 'keys'; readonly phone: PhoneId; readonly keys: string }
  /** From the microphone; at most a second at once. */
  | { readonly type: 'audio'; readonly phone: PhoneId; readonly payload: string }
  /** For those without a microphone: a voice for so long; `words` reach the stand-in's assistant. */
  | {
      readonly type: 'speak';
      readonly phone: PhoneId;
      readonly seconds: number;
      readonly words?: string | undefined;
    }
  | { readonly type: 'answer' | 'decline'; readonly phone: Exclude<PhoneId, 'caller'> }
  /** The page's voice has said the words of a `heard` to their end. */
  | { readonly type: 'heardOut'; readonly id: string }
  | { readonly type: 'fault'; readonly id: string; readonly isOn: FaultView['isOn'] }
  | { readonly type: 'outage'; readonly isOn: boolean }
  | { readonly type: 'closed'; readonly tenantId: string; readonly isOn: boolean }
  /** Undefined = the real time. */
  | { readonly type: 'clock'; readonly at?: string | undefined }
  | { readonly type: 'download'; readonly callId: string }
  /** Sets faults, breakers, switches and clock back; the call continues. */
  | { readonly type: 'reset' };

/** A page has one call at a time. */
export interface PlaceCall {
  readonly type: 'call';
  /** E.164. */
  readonly to: string;
  /** As Twilio would name them: `+12025550143`, `anonymous`, `sip:desk@example.com`. */
  readonly from: string;
  /** Two capital letters; `state` in capitals too. Undefined: by the number. */
  readonly country?: string | undefined;
  readonly state?: string | undefined;
  /** Like `TN-Validation-Passed-A`; '' = nothing. Undefined: Twilio's best. */
  readonly attestation?: string | undefined;
  /** The page says words aloud and sends `heardOut`. */
  readonly speaks: boolean;
  /** Must be true where `mode` is `vapi`: this call takes a slot and costs money. */
  readonly reachesVapi: boolean;
}
