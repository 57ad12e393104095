import { bounds } from '../config/bounds';
import type { MODEL_TEXTS } from '../tenants/constants';
import type { Caller } from '../phone/caller';
import type { EndedCall } from '../twilio/ended-call';
import type { CallReport } from '../vapi/call-report';
import type { MissingPart } from './call-record';
import type { Part } from './part';

export type ModelText = (typeof MODEL_TEXTS)[number];

/** A call at Vapi, as far as it is known. */
export interface KnownVapiCall {
  readonly report: Partial<CallReport>;
  readonly isEnded: boolean;
}

/** Everything from which a record is made. */
export interface CallFacts {
  readonly callSid: string;
  /** The tenant as of the call. */
  readonly tenantId: string;
  /** What callers are spoken to in unless they choose. */
  readonly language: string;
  /** What webhooks left, oldest first. */
  readonly parts: readonly Part[];
  /** False if Sync did not answer. */
  readonly arePartsKnown: boolean;
  /** Undefined if Twilio did not answer. */
  readonly call: EndedCall | undefined;
  readonly caller: Caller | undefined;
  /** By their ids, in the order in which they began. */
  readonly vapiCalls: ReadonlyMap<string, KnownVapiCall>;
  readonly chosen: readonly ModelText[];
}

/** A phone call has no more conversations than transfers. */
const MAX_VAPI_CALLS = bounds.postsPerConversation * bounds.transfersPerCall;

/**
 * Returns the ids of the calls at Vapi that a phone call has had, in order. Those of our own addresses come
 * before those that reports alone name: each is read at Vapi.
 */
export function listVapiCallIds(parts: readonly Part[]): readonly string[] {
  const idsOf = (some: readonly Part[]) => some.flatMap(({ facts }) => facts.vapiCallId ?? []);
  const own = idsOf(parts.filter(({ name }) => name !== 'vapi_report'));
  const read = [...new Set([...own, ...idsOf(parts)])].slice(0, MAX_VAPI_CALLS);
  return [...new Set(idsOf(parts))].filter((id) => read.includes(id));
}

/** A message shorter than this is silence. */
const MIN_MESSAGE_SECONDS = 2;

/** A recording that a caller made for the business, and what is known of it. */
export interface FoundMessage {
  readonly recordingSid: string;
  readonly seconds: number | undefined;
  readonly isReady: boolean;
}

export function findMessages(parts: readonly Part[]): readonly FoundMessage[] {
  const of = (name: string) => parts.filter((part) => part.name === name);
  const taken = [...of('voicemail_recorded'), ...of('voicemail_recording')];
  const sids = [...new Set(taken.flatMap(({ facts }) => facts.recordingSid ?? []))];
  return sids.flatMap((recordingSid) => {
    const own = taken.filter(({ facts }) => facts.recordingSid === recordingSid);
    const ends = own.filter(({ name }) => name === 'voicemail_recording');
    const isReady = ends.some(({ facts }) => facts.recordingStatus === 'completed');
    const seconds = own.flatMap(({ facts }) => facts.recordingSeconds ?? []).at(-1);
    const isSilence = own.some(({ outcome }) => outcome === 'silence');
    const isLost = ends.length > 0 && !isReady;
    if (isSilence || isLost || (seconds ?? Infinity) < MIN_MESSAGE_SECONDS) return [];
    return [{ recordingSid, seconds, isReady }];
  });
}

/** Returns the sids of Twilio's recordings of the call itself. */
export function findRecordings(parts: readonly Part[]): readonly string[] {
  const ready = parts.filter(
    ({ name, facts }) => name === 'recording_status' && facts.recordingStatus === 'completed',
  );
  return [...new Set(ready.flatMap(({ facts }) => facts.recordingSid ?? []))];
}

/** A call that was answered, and of which nothing else is known. */
function isPlainEnd({ name, facts }: Part): boolean {
  return ENDS.has(name) && facts.callStatus === 'completed';
}

const ENDS = new Set(['call_status', 'queue_callback_status']);

/** The webhooks that tell how a Dial went: before the assistant, or in a fallback. */
export const DIAL_PARTS: ReadonlySet<string> = new Set(['front_door', 'fallback']);

/** Whether people's phones rang, and nothing tells how that went: somebody may have talked with the caller. */
export function isRingingOpen(parts: readonly Part[]): boolean {
  const rung = parts.filter(({ isRinging }) => isRinging === true);
  const ended = parts.filter(({ name, facts }) => DIAL_PARTS.has(name) && facts.dialStatus);
  return rung.length > ended.length;
}

/** Returns what is still to come, or lost. */
export function listMissing(facts: CallFacts): readonly MissingPart[] {
  const { parts, arePartsKnown, call, vapiCalls, chosen } = facts;
  const known = [...vapiCalls.values()];
  const hasReport = (id: string) =>
    parts.some((part) => part.name === 'vapi_report' && part.facts.vapiCallId === id);
  const [lastId, last] = [...vapiCalls].findLast(([, { report }]) => report.startedAt) ?? [];
  const lacksAnalysis =
    lastId !== undefined &&
    !hasReport(lastId) &&
    chosen.some((text) => (last?.report[text] ?? undefined) === undefined);
  const isRecording = parts.some(({ isRecorded }) => isRecorded === true);
  const hasRecordingEnded = parts.some(({ name }) => name === 'recording_status');
  const found: readonly (readonly [MissingPart, boolean])[] = [
    ['parts', !arePartsKnown || parts.every(isPlainEnd) || isRingingOpen(parts)],
    ['twilio-call', call?.isOver !== true],
    ['vapi-call', known.some(({ isEnded }) => !isEnded)],
    ['vapi-analysis', lacksAnalysis],
    [
      'recording',
      findMessages(parts).some(({ isReady }) => !isReady) || (isRecording && !hasRecordingEnded),
    ],
  ];
  return found.filter(([, isMissing]) => isMissing).map(([part]) => part);
}
