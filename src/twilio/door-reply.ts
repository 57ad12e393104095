import { type DialResult, parseDialResult } from './dial-result';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, parseCount, textOf } from './parameters';
import { paths, withQuery } from './urls';

/** What the front door waits for: a key, or how ringing went. */
export type DoorQuestion = 'challenge' | 'people' | 'menu' | 'consent';

const QUESTIONS: readonly DoorQuestion[] = ['challenge', 'people', 'menu', 'consent'];

/** Where the front door gets its answers. */
export interface DoorAddress {
  readonly question: DoorQuestion;
  /** The key that a suspect caller has to press. */
  readonly key?: string | undefined;
  /** Index of the number that rings, of people who are rung in turn. */
  readonly turn?: number | undefined;
}

/** An answer to the front door. */
export interface DoorReply extends IncomingCall {
  /** Undefined if the address was damaged on the way. */
  readonly question: DoorQuestion | undefined;
  readonly key: string;
  readonly turn: number;
  /** The key that was pressed; undefined after silence. */
  readonly digit: string | undefined;
  /** How ringing went, if Twilio says so. */
  readonly dial: DialResult | undefined;
}

export function buildDoorUrl({ question, key, turn }: DoorAddress): string {
  return withQuery(paths.frontDoor, { question, key, turn: turn || undefined });
}

/** Parses such a request; never throws. */
export function parseDoorReply(event: EventParameters): DoorReply {
  return {
    ...parseIncomingCall(event),
    question: QUESTIONS.find((question) => question === textOf(event['question'])),
    key: textOf(event['key']),
    turn: parseCount(event['turn']) ?? 0,
    digit: textOf(event['Digits']).trim() || undefined,
    dial: parseDialResult(event),
  };
}
