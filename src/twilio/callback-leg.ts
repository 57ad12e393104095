import type { Twilio } from 'twilio';
import { bounds } from '../config/bounds';
import type { DoorState } from '../phone/door-state';
import { isCallLive, parseCallStatus } from './call-status';
import { addDoor } from './door-address';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, parseCount, textOf } from './parameters';
import { ASK_AGAIN, paths, withQuery } from './urls';

/** What the addresses of a called-back leg carry: all that is needed should nothing else be readable. */
export interface CallbackRound {
  /** Where the request is kept. Tells no number. */
  readonly key: string;
  /** Which try this is, from 1. */
  readonly turn: number;
  /** When the caller came into the queue. */
  readonly joinedAtSeconds: number;
  readonly expiresAtSeconds: number;
  /** What the caller said to being recorded; undefined where the tenant says nothing about it. */
  readonly consent: string | undefined;
}

/** A request of somebody who was called back and has answered. */
export interface CallbackLeg extends IncomingCall {
  readonly round: CallbackRound;
  readonly digits: string;
  /** Since when somebody who has accepted waits for a slot; undefined = not yet. */
  readonly heldSinceSeconds: number | undefined;
  readonly loop: number;
}

export interface CallbackLegEnd {
  readonly callSid: string;
  readonly calledNumber: string;
  readonly round: CallbackRound;
  readonly isOver: boolean;
  readonly status: string;
  readonly durationSeconds: number | undefined;
}

export interface CallbackCall {
  readonly to: string;
  readonly from: string;
  readonly ringSeconds: number;
  readonly round: CallbackRound;
  /** What the caller chose when they called. */
  readonly door: DoorState;
}

/** The paths of a called-back leg. */
export const callbackLinks = {
  asked: (round: CallbackRound) => withQuery(paths.queueCallback, write(round)),
  /** Asked again and again by somebody who has accepted. */
  held: (round: CallbackRound, more: { readonly since: number; readonly loop: number }) =>
    withQuery(paths.queueCallback, { ...write(round), ...more }),
  status: (round: CallbackRound) => withQuery(paths.queueCallbackStatus, write(round)) + ASK_AGAIN,
};

/** The type of these paths. */
export type CallbackLinks = typeof callbackLinks;

function write({ key, turn, joinedAtSeconds, expiresAtSeconds, consent }: CallbackRound) {
  return { key, turn, joined: joinedAtSeconds, until: expiresAtSeconds, consent };
}

function parseRound(event: EventParameters): CallbackRound {
  return {
    key: /^[\w-]{1,64}$/.exec(textOf(event['key']))?.[0] ?? '',
    turn: parseCount(event['turn']) ?? 0,
    joinedAtSeconds: parseCount(event['joined']) ?? 0,
    expiresAtSeconds: parseCount(event['until']) ?? 0,
    consent: textOf(event['consent']).trim() || undefined,
  };
}

/** Returns what such a request tells; never throws. */
export function parseCallbackLeg(event: EventParameters): CallbackLeg {
  return {
    ...parseIncomingCall(event),
    round: parseRound(event),
    digits: textOf(event['Digits']).trim(),
    heldSinceSeconds: parseCount(event['since']),
    loop: parseCount(event['loop']) ?? 0,
  };
}

/** Returns what such a callback tells; never throws. */
export function parseCallbackLegEnd(event: EventParameters): CallbackLegEnd {
  const { callSid, calledNumber } = parseIncomingCall(event);
  const { status, durationSeconds } = parseCallStatus(event);
  const isOver = !isCallLive(event);
  return { callSid, calledNumber, round: parseRound(event), isOver, status, durationSeconds };
}

/**
 * Calls somebody back.
 * @param origin Scheme and host: the REST API takes whole URLs.
 * @throws when Twilio refuses, or does not answer
 * @see https://www.twilio.com/docs/voice/api/call-resource
 */
export async function placeCallback(
  client: Twilio,
  origin: string,
  { to, from, ringSeconds, round, door }: CallbackCall,
): Promise<void> {
  await client.calls.create({
    to,
    from,
    url: origin + addDoor(callbackLinks.asked(round), door),
    method: 'POST',
    timeout: ringSeconds,
    timeLimit: bounds.unacceptedLegSeconds,
    statusCallback: origin + callbackLinks.status(round),
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['completed'],
  });
}
