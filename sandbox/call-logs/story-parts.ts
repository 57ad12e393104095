import type { CallClass } from '../../cli/history/reconcile/classify';
import type { FallbackKind } from '../../cli/history/reconcile/function-trace';

/** A call at Vapi within a story, in seconds from the call's start at Twilio. */
export interface VapiPart {
  readonly atSeconds: number;
  /** Undefined = the assistant never joined. */
  readonly joinedAfterSeconds?: number;
  readonly endedAtSeconds?: number;
  readonly endedReason?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A leg that rang a person, in seconds from the call's start at Twilio. */
export interface PersonPart {
  readonly atSeconds: number;
  readonly status: string;
  readonly durationSeconds: number;
}

/** A log entry that a Function leaves. */
export interface LogPart {
  readonly atSeconds: number;
  readonly event: string;
  readonly outcome?: string;
  /** Twilio's error code of a stream that failed; null = it gave none. */
  readonly errorCode?: number | null;
  /** The rest of the log entry. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What happened to a call, and the class that it belongs to. */
export interface CallKind {
  readonly weight: number;
  readonly status: string;
  readonly durationSeconds: number;
  /** How long the caller heard ringing before anybody answered. */
  readonly rangSeconds?: number;
  readonly vapi: readonly VapiPart[];
  readonly log: readonly LogPart[];
  readonly truth: CallClass;
  /** The class once the Functions' log is read, if that changes it. */
  readonly truthWithLogs?: CallClass;
  /** Why our Functions gave no assistant, as only the log says. */
  readonly loggedReason?: string;
  /** The last step of the fallback, as only the log says. */
  readonly loggedStep?: FallbackKind;
  /** Which rule for callers stopped it, as only the log says. */
  readonly loggedRule?: string;
  /** How its last transfer went, as only the log says. */
  readonly loggedTransfer?: string;
  readonly isRecorded?: boolean;
  /** The people who were rung for the caller: legs of their own at Twilio. */
  readonly people?: readonly PersonPart[];
}

/** Vapi's words for a call that waited in vain. */
export const NO_CALL = 'phone-call-provider-bypass-enabled-but-no-call-received';
/** Vapi's words for a talk that it broke off. */
export const WORKER_DIED = 'call.in-progress.error-vapifault-worker-died';
/** Vapi's words for a handshake that failed. */
export const TRANSPORT_LOST = 'call.in-progress.error-vapifault-transport-never-connected';
const FULL = 'call.start.error-subscription-concurrency-limit-reached';
/** Somebody whom the fallback rang, and who answered. */
export const RUNG: readonly PersonPart[] = [
  { atSeconds: 35, status: 'completed', durationSeconds: 12 },
];
/** The exit entry of /incoming-call. */
export const said = (outcome: string, atSeconds = 1): LogPart => ({
  atSeconds,
  event: 'incoming_call.answered',
  outcome,
});
/** The exit entry of /front-door. */
export const replied = (outcome: string): LogPart => ({
  atSeconds: 8,
  event: 'front_door.answered',
  outcome,
});
export const leftQueue = (outcome: string, atSeconds: number): LogPart => ({
  atSeconds,
  event: 'queue_left.answered',
  outcome,
});
/** The log entry that says how a caller left the queue. */
export const leaving = (atSeconds: number, fields: LogPart['fields']): LogPart => ({
  atSeconds,
  event: 'queue.left',
  fields: { result: 'leave', next: 'exit', ...fields },
});
/** Out of the queue for the fallback, according to the log entries of /queue/left. */
export const gaveUp = (atSeconds: number, fields: LogPart['fields']): LogPart[] => [
  leaving(atSeconds, fields),
  leftQueue('fallback', atSeconds),
];
/** A stream that failed, with Twilio's error code. */
export const streamFailed = (atSeconds: number, errorCode: number | null): LogPart => ({
  atSeconds,
  event: 'stream.failed',
  errorCode,
});
export const talk = (endedAtSeconds: number, endedReason: string, atSeconds = 1): VapiPart => ({
  atSeconds,
  joinedAfterSeconds: 1,
  endedAtSeconds,
  endedReason,
});
/** A call that Vapi creates and ends at once because no slot is free. */
export const givenUp = (atSeconds: number): VapiPart => ({
  atSeconds,
  endedAtSeconds: atSeconds + 0.3,
  endedReason: FULL,
});
/** Returns a story; by default a talk of 90 seconds. */
export const kind = (truth: CallClass, weight: number, parts: Partial<CallKind>): CallKind => ({
  truth,
  weight,
  status: 'completed',
  durationSeconds: 90,
  vapi: [],
  log: [said('assistant')],
  ...parts,
});
