/** An inbound call to a tenant's number as Twilio lists it, with only what is needed. */
export interface TwilioRow {
  readonly callSid: string;
  readonly startMs: number;
  /** `completed`, `busy`, `failed`, `no-answer`, `canceled`, or live: `queued`, `ringing`, `in-progress`. */
  readonly status: string;
  /** From the answer on: ringing people who come before the assistant is not in it. */
  readonly durationSeconds: number;
  /** When it ended; undefined = Twilio does not say. */
  readonly endMs?: number | undefined;
  /** Who has the number in the tenant file; once joined, whose call it was. Empty = nobody's. */
  readonly tenantId: string;
  readonly caller: CallerTag;
  /** What Twilio charges for this leg; undefined until it has been billed. */
  readonly price?: number | undefined;
  /** The currency of the price, ISO 4217. */
  readonly priceUnit?: string | undefined;
}

/** A call as Vapi lists it, with only what is needed. */
export interface VapiRow {
  readonly vapiCallId: string;
  readonly createdMs: number;
  /** When the assistant joined; undefined = never. */
  readonly startedMs?: number | undefined;
  readonly endedMs?: number | undefined;
  readonly endedReason?: string | undefined;
  readonly status: string;
  /** Twilio's CallSids that the call names, the one we set first. */
  readonly callSids: readonly string[];
  /** The tenant that our Functions wrote into the call. */
  readonly tenantId?: string | undefined;
  /** Whether our Functions created it: it carries what only they send, or asks for the bypass. */
  readonly isOurs: boolean;
  /** How a transfer to a person went, as a later call of the same caller says. */
  readonly transferOutcome?: string | undefined;
  /** The cost that Vapi gives for the call, in US dollars. */
  readonly costUsd?: number | undefined;
  readonly caller?: CallerTag | undefined;
}

/** The part of a caller's number that is kept on disk. */
export interface CallerTag {
  /** The same for equal numbers within one run, and only there. */
  readonly key: string;
  /** For people: masked, unless the operator asked for the number. */
  readonly shown: string;
}

const LIVE = new Set(['queued', 'ringing', 'in-progress']);

/** Returns when the call ended, however long it rang before anybody answered. */
export function endOf({
  startMs,
  durationSeconds,
  endMs,
}: Pick<TwilioRow, 'startMs' | 'durationSeconds' | 'endMs'>): number {
  return Math.max(endMs ?? 0, startMs + durationSeconds * 1_000);
}

/** Returns whether the call was still in progress when Twilio was asked. */
export function isLive({ status }: Pick<TwilioRow, 'status'>): boolean {
  return LIVE.has(status);
}

export const CALL_SID = /^CA[0-9a-f]{32}$/i;
