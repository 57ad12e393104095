/**
 * A fault of an answer: no call is created, except by `delay` and by `stale` on a new connection.
 */
export type AnswerFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers as usual, but late. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Accepts the request and never answers. */
  | { readonly kind: 'hang' }
  /** Breaks the connection. */
  | { readonly kind: 'reset'; readonly when: 'before-answer' | 'during-headers' | 'during-body' }
  /** Closes the connection in order, but before the answer is whole. */
  | { readonly kind: 'cut'; readonly encoding: 'length' | 'chunked' }
  /** Closes a kept connection as soon as the next request arrives on it. */
  | { readonly kind: 'stale' }
  /** Answers a byte at a time, forever. */
  | { readonly kind: 'trickle'; readonly part: 'headers' | 'body'; readonly everyMs: number }
  /** Answers with this much of nothing in 64 kB pieces, until the client hangs up. */
  | { readonly kind: 'flood'; readonly bytes: number; readonly everyMs: number }
  /** Answers 201 with this body instead of a call. */
  | { readonly kind: 'body'; readonly body: string };

/** A fault of the call that is created. */
export type CallFault =
  /** Makes the call and answers it with this TwiML; `{streamUrl}` becomes the call's address. */
  | { readonly kind: 'twiml'; readonly twiml: string }
  /**
   * Makes the call and answers with these fields in place of its own; a status `ended` ends it, and
   * `{streamUrl}` becomes the call's address.
   */
  | {
      readonly kind: 'fields';
      readonly fields: Readonly<Record<string, unknown>>;
      /** Status of the answer; 201 unless given. */
      readonly httpStatus?: number;
    }
  /** Makes the call and refuses its WebSocket with this status. */
  | { readonly kind: 'handshake'; readonly status: number }
  | StreamFault;

/** Makes the call; its WebSocket goes wrong, or the call ends for the given reason. */
export interface StreamFault {
  readonly kind: 'stream';
  /**
   * `unanswered`: the handshake is never answered. `mute`: it opens, but no worker joins: nobody
   * speaks and the call stays queued. `talk`: the assistant speaks.
   */
  readonly assistant: 'unanswered' | 'mute' | 'talk';
  /** Vapi ends an open WebSocket this long after it opened, in the middle of the conversation. */
  readonly breakAfterMs?: number;
  /** `close` unless given; `reset` leaves out WebSocket's and TCP's goodbye. */
  readonly breakBy?: 'close' | 'reset';
  /** Never answers the close of the other side: the WebSocket stays half open. */
  readonly ignoresClose?: boolean;
  /** Why the call ended, in place of the true reason. */
  readonly endedReason?: string;
  /** For this long after its end the call is shown as if it continued. */
  readonly statusLagMs?: number;
}

export type Fault = AnswerFault | CallFault;

/** Why a call ended whose WebSocket broke in the talk. */
export const WORKER_DIED = 'call.in-progress.error-vapifault-worker-died';

const WORKER_MISSING = 'call.in-progress.error-vapifault-worker-not-available';

/** Faults of `POST /call` by the words that the command line takes. */
export const namedFaults: Readonly<Record<string, Fault>> = {
  down: { kind: 'status', status: 503, body: '<html><body>503 Service Unavailable</body></html>' },
  unauthorized: {
    kind: 'status',
    status: 401,
    body: '{"message":"Invalid Key.","error":"Unauthorized","statusCode":401}',
  },
  full: { kind: 'status', status: 400, body: '{"error":"Over Concurrency Limit"}' },
  blocked: {
    kind: 'fields',
    fields: {
      status: 'ended',
      endedReason: 'call.start.error-subscription-concurrency-limit-reached',
      subscriptionLimits: { concurrencyBlocked: true, concurrencyLimit: 10 },
      phoneCallProviderDetails: undefined,
    },
  },
  slow: { kind: 'delay', delayMs: 3_000 },
  hang: { kind: 'hang' },
  reset: { kind: 'reset', when: 'before-answer' },
  cut: { kind: 'cut', encoding: 'length' },
  stale: { kind: 'stale' },
  trickle: { kind: 'trickle', part: 'body', everyMs: 300 },
  'no-twiml': { kind: 'body', body: '{"id":"0","status":"queued"}' },
  'broken-twiml': { kind: 'twiml', twiml: '<Response><Connect><Stream url="{streamUrl}"' },
  handshake: { kind: 'handshake', status: 404 },
  'handshake-unanswered': { kind: 'stream', assistant: 'unanswered' },
  'worker-missing': {
    kind: 'stream',
    assistant: 'mute',
    breakAfterMs: 1_000,
    endedReason: WORKER_MISSING,
  },
  drops: {
    kind: 'stream',
    assistant: 'talk',
    breakAfterMs: 1_000,
    breakBy: 'reset',
    endedReason: WORKER_DIED,
  },
};

/** Faults of `GET /call/{id}` by the words that the command line takes. */
export const namedLookupFaults: Readonly<Record<string, AnswerFault>> = {
  'lookup-down': { kind: 'status', status: 503 },
  'lookup-hangs': { kind: 'hang' },
};

/** Every word for a fault that the command line takes. */
export const faultNames: readonly string[] = [
  ...Object.keys(namedFaults),
  ...Object.keys(namedLookupFaults),
];

/** Returns a fault for the timeline: `status 503`. */
export function describeFault(fault: Fault): string {
  return fault.kind === 'status' ? `status ${fault.status}` : fault.kind;
}
