import type { CallbackRules } from '../tenants/queue-schema';
import { type E164, isE164 } from '../phone/e164';
import type { KeptItem, NewItem } from '../twilio/sync-store';

/** Somebody who has hung up and keeps their place in the queue. */
export interface CallbackRequest {
  /** The call in which they asked. */
  readonly callSid: string;
  /** The tenant's number. */
  readonly calledNumber: E164;
  /** Only here: it stands in no address and no log. */
  readonly callerNumber: E164;
  /** Whether the caller's carrier says that the number is theirs. All others may be invented. */
  readonly isAttested?: boolean | undefined;
  /** When they came into the queue: their place. */
  readonly joinedAtSeconds: number;
  /** How often their phone was rung; counted before it rings. */
  readonly tries: number;
  readonly notBeforeSeconds: number;
  readonly expiresAtSeconds: number;
  /** What they said to being recorded; undefined where the tenant says nothing about it. */
  readonly consent?: string | undefined;
  /** `called`: their phone rings, or they are asked for a key. `holding`: accepted, and no slot was free. */
  readonly phase: 'waiting' | 'called' | 'holding';
  /** A phase whose end nobody told ends by itself. */
  readonly phaseUntilSeconds: number;
  /** The call at Vapi whose end made the slot free that they are called for. */
  readonly freedBy?: string | undefined;
}

export interface KeptRequest {
  readonly key: string;
  readonly revision: string;
  readonly request: CallbackRequest;
}

/** All that is decided by time goes by our own clock. */
export interface Moment {
  readonly nowSeconds: number;
}

/** Returns the requests that have not expired, those first who came first; what is none is left out. */
export function listOpen(
  items: readonly KeptItem[],
  { nowSeconds }: Moment,
): readonly KeptRequest[] {
  return items
    .map(({ key, revision, data }) => ({ key, revision, request: parseRequest(data) }))
    .filter((kept): kept is KeptRequest => kept.request !== undefined)
    .filter(({ request }) => request.expiresAtSeconds > nowSeconds)
    .sort((a, b) => a.request.joinedAtSeconds - b.request.joinedAtSeconds);
}

const PHASES: ReadonlySet<unknown> = new Set(['waiting', 'called', 'holding']);
const NUMBERS = ['calledNumber', 'callerNumber'] as const;
const COUNTS = [
  'joinedAtSeconds',
  'tries',
  'notBeforeSeconds',
  'expiresAtSeconds',
  'phaseUntilSeconds',
] as const;

/** Returns a request; undefined where it is none: whoever has the account's keys may write there, and what stands there is rung. */
export function parseRequest(data: unknown): CallbackRequest | undefined {
  const fields = Object(data) as Record<string, unknown>;
  const isOne =
    typeof fields['callSid'] === 'string' &&
    NUMBERS.every((name) => isE164(String(fields[name]))) &&
    COUNTS.every((name) => Number.isFinite(fields[name])) &&
    PHASES.has(fields['phase']);
  return isOne ? (fields as unknown as CallbackRequest) : undefined;
}

/** Returns whether somebody is being called, or waits on the phone for a slot of theirs. */
export function isUnderWay({ request }: KeptRequest, { nowSeconds }: Moment): boolean {
  return request.phase !== 'waiting' && request.phaseUntilSeconds > nowSeconds;
}

/** Returns whether somebody who was called waits on the phone. */
export function isHolding(kept: KeptRequest, moment: Moment): boolean {
  return kept.request.phase === 'holding' && isUnderWay(kept, moment);
}

/** Returns whether a phone was rung as often as it may be, and nothing comes of it any more. */
export function isSpent(kept: KeptRequest, moment: Moment, { tries }: CallbackRules): boolean {
  return kept.request.tries >= tries && !isUnderWay(kept, moment);
}

/** Returns whether somebody may be called now. */
export function isCallbackDue(kept: KeptRequest, moment: Moment, rules: CallbackRules): boolean {
  const { notBeforeSeconds } = kept.request;
  return (
    !isUnderWay(kept, moment) &&
    !isSpent(kept, moment, rules) &&
    notBeforeSeconds <= moment.nowSeconds
  );
}

/** What a caller on the phone does for those who asked before they came. */
export type Turn =
  /** Nobody is before them. */
  | { readonly next: 'try' }
  /** Somebody before them is being called: the line that is free, or will be, is theirs. */
  | { readonly next: 'stand-back' }
  /** Somebody before them is to be called, should a line be free. */
  | { readonly next: 'try-for'; readonly kept: KeptRequest };

/** Decides whose turn it is where somebody on the phone could try for a slot. */
export function decideTurn(
  open: readonly KeptRequest[],
  { joinedAtSeconds, ...moment }: Moment & { readonly joinedAtSeconds: number },
  rules: CallbackRules,
): Turn {
  const before = open.filter(({ request }) => request.joinedAtSeconds < joinedAtSeconds);
  if (before.some((kept) => isUnderWay(kept, moment))) return { next: 'stand-back' };
  const kept = before.find((candidate) => isCallbackDue(candidate, moment, rules));
  return kept === undefined ? { next: 'try' } : { next: 'try-for', kept };
}

/**
 * Decides who may be called now that a slot is free: `reserved` where it is somebody's already, who
 * waits on the phone or is being called for this very line; undefined where nobody is to be called.
 * @param freedBy - The call at Vapi that had the slot.
 */
export function decideFreeSlot(
  open: readonly KeptRequest[],
  moment: Moment & { readonly freedBy: string | undefined },
  rules: CallbackRules,
): KeptRequest | 'reserved' | undefined {
  const { freedBy } = moment;
  const isReserved = open.some(
    (kept) =>
      isHolding(kept, moment) ||
      (freedBy !== undefined && kept.request.freedBy === freedBy && isUnderWay(kept, moment)),
  );
  return isReserved ? 'reserved' : open.find((kept) => isCallbackDue(kept, moment, rules));
}

/** Whoever has just chosen to be called back has the phone at the ear still. */
const HANG_UP_SECONDS = 15;

/** Returns the request of somebody who is in the queue. */
export function makeRequest(
  caller: Pick<
    CallbackRequest,
    'callSid' | 'calledNumber' | 'callerNumber' | 'consent' | 'isAttested'
  > & {
    readonly waitedSeconds: number;
  },
  { nowSeconds }: Moment,
  { expiresAfterSeconds }: CallbackRules,
): CallbackRequest {
  const { callSid, calledNumber, callerNumber, consent, isAttested, waitedSeconds } = caller;
  return {
    callSid,
    calledNumber,
    callerNumber,
    ...(consent === undefined ? {} : { consent }),
    isAttested,
    joinedAtSeconds: nowSeconds - waitedSeconds,
    tries: 0,
    notBeforeSeconds: nowSeconds + HANG_UP_SECONDS,
    expiresAtSeconds: nowSeconds + expiresAfterSeconds,
    phase: 'waiting',
    phaseUntilSeconds: 0,
  };
}

/** Returns what is kept of somebody who asks twice: the newer request, with the older place. */
export function mergeRequests(older: CallbackRequest, newer: CallbackRequest): CallbackRequest {
  const joinedAtSeconds = Math.min(older.joinedAtSeconds, newer.joinedAtSeconds);
  return { ...newer, joinedAtSeconds };
}

/** From the ringing's end to the key: two questions. */
const ASKING_SECONDS = 35;

/** Returns the request of somebody whose phone is about to ring. The try counts from here on. */
export function claim(
  request: CallbackRequest,
  { nowSeconds }: Moment,
  rules: CallbackRules,
  freedBy: string | undefined,
): CallbackRequest {
  const phaseUntilSeconds = nowSeconds + rules.ringSeconds + ASKING_SECONDS;
  return {
    ...request,
    tries: request.tries + 1,
    phase: 'called',
    phaseUntilSeconds,
    notBeforeSeconds: phaseUntilSeconds + rules.retryAfterSeconds,
    freedBy,
  };
}

/** Returns the request of somebody whom a try did not reach. */
export function retryLater(
  request: CallbackRequest,
  { nowSeconds }: Moment,
  { retryAfterSeconds }: CallbackRules,
): CallbackRequest {
  return {
    ...request,
    phase: 'waiting',
    phaseUntilSeconds: 0,
    notBeforeSeconds: nowSeconds + retryAfterSeconds,
    freedBy: undefined,
  };
}

/** What is expired goes by our own clock; Twilio clears it away later. */
const CLEAR_AWAY_SECONDS = 60;

export function toItem(key: string, request: CallbackRequest, { nowSeconds }: Moment): NewItem {
  const leftSeconds = Math.max(0, request.expiresAtSeconds - nowSeconds);
  return { key, data: request, ttlSeconds: leftSeconds + CLEAR_AWAY_SECONDS };
}
