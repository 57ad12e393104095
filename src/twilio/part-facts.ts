import { createHash } from 'node:crypto';
import { UUID_PATTERN } from '../config/uuid';
import { parseDialResult } from './dial-result';
import { type EventParameters, parseCount, textOf } from './parameters';
import { findRecordingSid } from './recording';
import { OWN_PARAMETER } from './urls';

/**
 * What a webhook tells of how a phone call went: ids, words and numbers of seconds. Never a phone number,
 * and nothing that anybody said.
 */
export interface PartFacts {
  /** The call at Vapi that our own address names, or that Vapi's report is about. */
  readonly vapiCallId?: string;
  /** `stream-started`, `stream-stopped` or `stream-error`. */
  readonly streamEvent?: string;
  /** How ringing people went. */
  readonly dialStatus?: string;
  readonly isBridged?: boolean;
  /** With a person. */
  readonly dialSeconds?: number;
  /** In the queue. */
  readonly waitedSeconds?: number;
  readonly recordingSid?: string;
  readonly recordingStatus?: string;
  readonly recordingSeconds?: number;
  /** The key of a transfer's destination, and which transfer of the call it was. */
  readonly destination?: string;
  readonly transfers?: number;
  /** `participant-join` and others, of whom. */
  readonly conferenceEvent?: string;
  readonly participant?: string;
  readonly callStatus?: string;
  readonly callSeconds?: number;
  /** Vapi's word for the end, and what it reports besides. */
  readonly endedReason?: string;
  readonly talkSeconds?: number;
  readonly costUsd?: number;
}

const SHORT_WORD = /^[\w.-]{1,64}$/;

/** Returns what a webhook of Twilio's tells; never throws. */
export function parsePartFacts(event: EventParameters): PartFacts {
  const word = (name: string, pattern = SHORT_WORD) =>
    pattern.exec(textOf(event[name]).trim())?.[0];
  const dial = parseDialResult(event);
  return dropUndefined({
    vapiCallId: word('call', UUID_PATTERN),
    streamEvent: word('StreamEvent'),
    dialStatus: dial?.status,
    isBridged: dial?.isBridged,
    dialSeconds: parseCount(event['DialCallDuration']),
    waitedSeconds: parseCount(event['QueueTime']),
    recordingSid: findRecordingSid(event),
    recordingStatus: word('RecordingStatus'),
    recordingSeconds: parseCount(event['RecordingDuration']),
    destination: word('destination'),
    transfers: parseCount(event['transfers']),
    conferenceEvent: word('StatusCallbackEvent'),
    participant: word('ParticipantLabel'),
    callStatus: word('CallStatus'),
    callSeconds: parseCount(event['CallDuration']),
  });
}

/** When Twilio saw what a callback tells; undefined if it does not say. */
export function parseEventTime(event: EventParameters): number | undefined {
  const atMs = Date.parse(textOf(event['Timestamp']));
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** Parameters of ours that change while a webhook stays the same. */
const PASSING = new Set(['request', 'door', 'part', 'loop', 'announced', 'since']);
/** Parameters of Twilio's that tell two callbacks of one address apart. */
const TELLING = [
  'StreamSid',
  'StreamEvent',
  'RecordingSid',
  'StatusCallbackEvent',
  'ParticipantLabel',
];

/** Returns the same text for a repeated webhook, and another for any other webhook of a call. */
export function fingerprint(event: EventParameters): string {
  const names = Object.keys(event)
    .filter((name) => OWN_PARAMETER.test(name) && !PASSING.has(name))
    .sort();
  const parts = [...names, ...TELLING].map((name) => [name, textOf(event[name])]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/**
 * Returns a request without parameters like ours. Where a call begins we have written none: a client of the
 * Voice SDK adds what it likes, and Twilio signs that.
 */
export function withoutOwnParameters(event: EventParameters): EventParameters {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !OWN_PARAMETER.test(name)));
}

function dropUndefined<T extends object>(value: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
