import type { FunctionTrace } from './function-trace';

/**
 * A call as Twilio lists it, with only what is needed: a caller's call to a tenant's number, or, where
 * the whole account is read, any other leg.
 */
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
  /** Whether it went out: a leg to a person, or to a caller who is called back. */
  readonly isOutgoing?: true;
  /** The call that this leg was dialled for. */
  readonly parentSid?: string;
  /** The number that was called, masked unless the operator asked for it; read with whole accounts. */
  readonly calledShown?: string;
  /** Whether an archive has it: then all that Vapi knew of it is here. */
  readonly isArchived?: true;
  /** What the Functions logged about it, where an archive kept that. */
  readonly trace?: FunctionTrace;
}

/** A text message as Twilio lists it, with only what is needed. */
export interface MessageRow {
  readonly messageSid: string;
  readonly sentMs: number;
  readonly isReceived: boolean;
  /** Who has its number in the tenant file; empty = nobody. */
  readonly tenantId: string;
  /** Whether it will never be charged: it could not be sent. */
  readonly isFailed?: true;
  readonly price?: number | undefined;
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
