import type { DoorState } from '../phone/door-state';
import { addDoor } from './door-address';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, parseCount, textOf } from './parameters';
import { ASK_AGAIN, paths, withQuery } from './urls';

/** What an address for a queue carries besides Twilio's own parameters. */
export interface QueueState {
  /** `POST /call` requests that made a call before the caller came into the queue. */
  readonly posts: number;
  /** How often the caller came into the queue again after something went wrong in it. */
  readonly retries: number;
  /** Transfers that the phone call has begun before. */
  readonly transfers: number;
  /** A sealed call of the caller's own, to be used if nobody else waits; undefined = none. */
  readonly kept: string | undefined;
  /** What the caller said to being recorded; undefined where the tenant says nothing about it. */
  readonly consent: string | undefined;
  /** Whether the caller has not been with the assistant before. */
  readonly isFirst: boolean;
}

/** The same, of an address that is asked again and again. */
export interface WaitState extends QueueState {
  readonly loop: number;
  /** When the position was last told, in seconds of waiting; undefined = never. */
  readonly announcedAtSeconds: number | undefined;
}

/** A request for what a waiting caller hears. */
export interface QueueWait extends IncomingCall, WaitState {
  /** From 1; undefined where Twilio does not say. */
  readonly position: number | undefined;
  readonly waitedSeconds: number;
  readonly digits: string;
  /** Empty where Twilio does not say. */
  readonly queueSid: string;
}

export interface QueueLeft extends IncomingCall, QueueState {
  /** Twilio's word for how the caller left; empty where we took them out ourselves. */
  readonly result: string;
  /** In the queue, by Twilio's clock; 0 where Twilio does not say. */
  readonly waitedSeconds: number;
  /** What they left for, sealed; empty where nobody says. */
  readonly exit: string;
  /** Whether our own first answer led here. */
  readonly isAskedAgain: boolean;
}

export const queueLinks = {
  wait: (state: WaitState) =>
    withQuery(paths.queueWait, {
      ...write(state),
      kept: state.kept,
      loop: state.loop,
      announced: state.announcedAtSeconds,
    }) + ASK_AGAIN,
  left: (state: QueueState) =>
    withQuery(paths.queueLeft, { ...write(state), kept: state.kept }) + ASK_AGAIN,
  /** Where we move callers who leave the queue. */
  moved: (state: QueueState, exit: string, door: DoorState) =>
    addDoor(withQuery(paths.queueLeft, { ...write(state), exit }), door) + ASK_AGAIN,
  again: (state: QueueState) =>
    withQuery(paths.queueLeft, { ...write(state), again: 1 }) + ASK_AGAIN,
};

function write({ posts, retries, consent, isFirst, transfers }: QueueState) {
  const first = isFirst ? 1 : undefined;
  return { posts, retries, consent, first, transfers: transfers || undefined };
}

/** The type of the addresses of a queue. */
export type QueueLinks = typeof queueLinks;

/** Returns such a request's parameters; never throws. @see https://www.twilio.com/docs/voice/twiml/enqueue */
export function parseQueueWait(event: EventParameters): QueueWait {
  const position = parseCount(event['QueuePosition']);
  return {
    ...parseIncomingCall(event),
    ...parseState(event),
    loop: parseCount(event['loop']) ?? 0,
    announcedAtSeconds: parseCount(event['announced']),
    position: position === undefined || position < 1 ? undefined : position,
    waitedSeconds: parseCount(event['QueueTime']) ?? 0,
    digits: textOf(event['Digits']).trim(),
    queueSid: textOf(event['QueueSid']).trim(),
  };
}

/** Returns such a request's parameters; never throws. @see https://www.twilio.com/docs/voice/twiml/enqueue */
export function parseQueueLeft(event: EventParameters): QueueLeft {
  return {
    ...parseIncomingCall(event),
    ...parseState(event),
    result: textOf(event['QueueResult']).trim(),
    waitedSeconds: parseCount(event['QueueTime']) ?? 0,
    exit: textOf(event['exit']),
    isAskedAgain: textOf(event['again']) === '1',
  };
}

/** An address that lost its counts on the way counts as used up: nothing may go round for ever. */
const UNKNOWN_COUNT = 99;

function parseState(event: EventParameters): QueueState {
  return {
    posts: parseCount(event['posts']) ?? UNKNOWN_COUNT,
    retries: parseCount(event['retries']) ?? UNKNOWN_COUNT,
    transfers: parseCount(event['transfers']) ?? 0,
    kept: textOf(event['kept']) || undefined,
    consent: textOf(event['consent']) || undefined,
    isFirst: textOf(event['first']) === '1',
  };
}
