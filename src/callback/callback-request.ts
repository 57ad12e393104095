import type { CallbackRules } from '../tenants/queue-schema';
import { type E164, isE164 } from '../phone/e164';
import type { KeptItem, NewItem } from '../twilio/sync-store';

/** A caller who has hung up and keeps their place in the queue. */
export interface CallbackRequest {
  /** The call in which they asked. */
  readonly callSid: string;
  /** The tenant's number. */
  readonly calledNumber: E164;
  /** In full only here, never in an address or the log. */
  readonly callerNumber: E164;
  /** Whether the carrier confirms that the number is the caller's. Any other may be invented. */
  readonly isAttested?: boolean | undefined;
  /** When the caller joined the queue: their place. */
  readonly joinedAtSeconds: number;
  /** How often we have called back; counted before the phone rings. */
  readonly tries: number;
  readonly notBeforeSeconds: number;
  readonly expiresAtSeconds: number;
  /** The answer about being recorded; undefined if the tenant has no rule about it. */
  readonly consent?: string | undefined;
  /** The language that the caller chose, as addresses carry it; undefined if they chose none. */
  readonly door?: string | undefined;
  /** `called`: the phone rings, or we ask for a key. `holding`: accepted, but no slot was free. */
  readonly phase: 'waiting' | 'called' | 'holding';
  /** When the phase ends if no request ends it before. */
  readonly phaseUntilSeconds: number;
  /** The call at Vapi whose end freed the slot for this callback. */
  readonly freedBy?: string | undefined;
}

export interface KeptRequest {
  readonly key: string;
  readonly revision: string;
  readonly request: CallbackRequest;
}

/** By our own clock. */
export interface Moment {
  readonly nowSeconds: number;
}

/** Returns the valid requests that have not expired, by their place. */
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

/** Returns undefined if it is no request. Anybody with the account's keys can write to Sync, and we ring what we read there. */
export function parseRequest(data: unknown): CallbackRequest | undefined {
  const fields = Object(data) as Record<string, unknown>;
  const isOne =
    typeof fields['callSid'] === 'string' &&
    NUMBERS.every((name) => isE164(String(fields[name]))) &&
    COUNTS.every((name) => Number.isFinite(fields[name])) &&
    PHASES.has(fields['phase']);
  return isOne ? (fields as unknown as CallbackRequest) : undefined;
}

/** Returns whether the person is being called, or waits on the phone. */
export function isUnderWay({ request }: KeptRequest, { nowSeconds }: Moment): boolean {
  return request.phase !== 'waiting' && request.phaseUntilSeconds > nowSeconds;
}

/** Returns whether the person was called, and waits on the phone. */
export function isHolding(kept: KeptRequest, moment: Moment): boolean {
  return kept.request.phase === 'holding' && isUnderWay(kept, moment);
}

/** Returns whether all tries are used up, and the last one is over. */
export function isSpent(kept: KeptRequest, moment: Moment, { tries }: CallbackRules): boolean {
  return kept.request.tries >= tries && !isUnderWay(kept, moment);
}

export function isCallbackDue(kept: KeptRequest, moment: Moment, rules: CallbackRules): boolean {
  const { notBeforeSeconds } = kept.request;
  return (
    !isUnderWay(kept, moment) &&
    !isSpent(kept, moment, rules) &&
    notBeforeSeconds <= moment.nowSeconds
  );
}

/** What a caller on the phone does about callbacks that come before them. */
export type Turn =
  /** No callback comes before them. */
  | { readonly next: 'try' }
  /** Somebody before them is being called, and gets the slot. */
  | { readonly next: 'stand-back' }
  /** Somebody before them is called if a slot is free. */
  | { readonly next: 'try-for'; readonly kept: KeptRequest };

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
 * Decides who is called back now that a slot is free.
 * @returns `reserved` if it belongs to somebody who waits on the phone or is being called for this
 * slot; undefined if nobody is to be called
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

/** A caller who has just chosen a callback is still on the phone. */
const HANG_UP_SECONDS = 15;

export function makeRequest(
  caller: Pick<
    CallbackRequest,
    'callSid' | 'calledNumber' | 'callerNumber' | 'consent' | 'door' | 'isAttested'
  > & {
    readonly waitedSeconds: number;
  },
  { nowSeconds }: Moment,
  { expiresAfterSeconds }: CallbackRules,
): CallbackRequest {
  const { callSid, calledNumber, callerNumber, consent, door, isAttested, waitedSeconds } = caller;
  return {
    callSid,
    calledNumber,
    callerNumber,
    ...(consent === undefined ? {} : { consent }),
    ...(door === undefined ? {} : { door }),
    isAttested,
    joinedAtSeconds: nowSeconds - waitedSeconds,
    tries: 0,
    notBeforeSeconds: nowSeconds + HANG_UP_SECONDS,
    expiresAtSeconds: nowSeconds + expiresAfterSeconds,
    phase: 'waiting',
    phaseUntilSeconds: 0,
  };
}

/** For a caller who asks twice: returns the newer request with the older place. */
export function mergeRequests(older: CallbackRequest, newer: CallbackRequest): CallbackRequest {
  const joinedAtSeconds = Math.min(older.joinedAtSeconds, newer.joinedAtSeconds);
  return { ...newer, joinedAtSeconds };
}

/** From the answer to the key: two questions. */
const ASKING_SECONDS = 35;

/** Returns the request as stored before the phone rings. The try already counts. */
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

/** Returns the request as stored after a try that reached nobody. */
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

/** Requests expire by our own clock. Sync deletes them later. */
const CLEAR_AWAY_SECONDS = 60;

export function toItem(key: string, request: CallbackRequest, { nowSeconds }: Moment): NewItem {
  const leftSeconds = Math.max(0, request.expiresAtSeconds - nowSeconds);
  return { key, data: request, ttlSeconds: leftSeconds + CLEAR_AWAY_SECONDS };
}
