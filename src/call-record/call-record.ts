/** What became of a phone call in the end. */
export const CALL_OUTCOMES = [
  /** The assistant talked with the caller last. */
  'assistant',
  /** A person of the business talked with the caller last. */
  'person',
  /** The caller left a message. */
  'message',
  /** The caller asked in the queue to be called back. */
  'callback-requested',
  /** We called somebody back, and nobody took the call. */
  'callback-unanswered',
  /** The caller hung up in the queue. */
  'queue-left',
  /** The caller heard the fallback, and neither reached anybody nor left a message. */
  'fallback',
  /** The caller heard that the business is closed. */
  'closed',
  /** The caller hung up before anything else became of the call. */
  'caller-left',
  /** The front door did not let the caller in. */
  'rejected',
  /** Too little is known. */
  'unknown',
] as const;

export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Who talked with the caller first. */
export type AnsweredBy = 'assistant' | 'person' | 'nobody';

/** What a record may lack. */
export type MissingPart =
  /** Our own notes of the call: Sync did not answer, has none, or lacks how ringing people went. */
  | 'parts'
  /** The phone call at Twilio: its times and numbers. */
  | 'twilio-call'
  /** A call at Vapi that has begun, and is not known to be over. */
  | 'vapi-call'
  /** The summary or the structured data that the tenant has chosen. */
  | 'vapi-analysis'
  /** A message or a recording that is not ready. */
  | 'recording';

/**
 * One phone call, as tenants get it: the `data` of `call.completed` and `call.amended`. What is not
 * known is null. Times are ISO 8601 in UTC.
 */
export interface CallRecord {
  readonly callSid: string;
  /** The tenant as of the call. */
  readonly tenantId: string;
  readonly calledNumber: string | null;
  readonly callerNumber: string | null;
  readonly callerKind: 'number' | 'withheld' | 'sip' | 'client' | null;
  /** Whether we called: the caller had asked to be called back. */
  readonly isCallback: boolean;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly totalSeconds: number | null;
  /** How long people's phones rang before the assistant; null if none did. */
  readonly ringSeconds: number | null;
  /** In the queue. */
  readonly waitSeconds: number | null;
  readonly assistantSeconds: number | null;
  readonly personSeconds: number | null;
  readonly answeredBy: AnsweredBy;
  readonly outcome: CallOutcome;
  /** Nobody and no assistant talked with the caller, who left no message and was not rejected. */
  readonly missed: boolean;
  /** What happened, in order, as sentences in English. */
  readonly path: readonly string[];
  readonly transfers: readonly RecordedTransfer[];
  readonly messages: readonly RecordedMessage[];
  /** Recordings of the call itself, by Twilio. */
  readonly recordingSids: readonly string[];
  readonly vapiCalls: readonly RecordedVapiCall[];
  /** Of the last call at Vapi that has one. Only if the tenant has chosen it; otherwise absent. */
  readonly summary?: string | null;
  /** The same. */
  readonly structuredData?: unknown;
  readonly cost: RecordedCost;
  /** The language that the caller was spoken to in, as a BCP 47 tag. */
  readonly language: string | null;
  readonly frontDoor: RecordedDoor;
  /** Empty for a whole record. */
  readonly missing: readonly MissingPart[];
}

export interface RecordedTransfer {
  /** Its key in the tenant file. */
  readonly destination: string;
  readonly outcome: string;
}

export interface RecordedMessage {
  readonly recordingSid: string;
  readonly seconds: number | null;
}

export interface RecordedVapiCall {
  readonly vapiCallId: string;
  readonly seconds: number | null;
  readonly endedReason: string | null;
  readonly costUsd: number | null;
}

export interface RecordedCost {
  readonly vapiUsd: number | null;
  /** Null until Twilio has a price, some minutes after the call. */
  readonly twilio: { readonly amount: number; readonly currency: string } | null;
}

export interface RecordedDoor {
  /** Why the business was closed; null = open, or it keeps no hours. */
  readonly closedBy: string | null;
  /** How ringing people went, who come before the assistant; null = not rung. */
  readonly ringOutcome: string | null;
  /** Why the caller was challenged or refused; null = neither. */
  readonly caller: string | null;
}
