import { UUID_PATTERN } from '../config/uuid';
import { parseE164 } from '../phone/e164';
import { type EndedGroup, groupEndedReason } from './ended-reason';
import type { EventsSender } from './call-credential';
import { type Fields, fieldsOf, findOwn, listOf, textOf } from './message-fields';

/** Which call a message is about, and how it ended. It identifies no person. */
export interface CallEnd {
  readonly vapiCallId: string | undefined;
  /** The caller's leg at Twilio. */
  readonly callSid: string;
  /** Whose call it was when it began; the tenant may no longer exist. */
  readonly tenantId: string;
  /** What the reason means; `unknown` if Vapi gives none. */
  readonly outcome: EndedGroup;
  /** Vapi's own word. */
  readonly endedReason: string | undefined;
}

/** What Vapi reports about a finished call, as far as we read it. */
export interface CallReport extends CallEnd {
  /** ISO 8601, UTC: when the assistant joined; undefined = never, or not reported. */
  readonly startedAt: string | undefined;
  /** ISO 8601, UTC. */
  readonly endedAt: string | undefined;
  readonly talkSeconds: number | undefined;
  readonly costUsd: number | undefined;
  /** Undefined for callers without a number. */
  readonly callerNumber: string | undefined;
  readonly summary: string | undefined;
  /** Whatever JSON the assistant's analysis produces. */
  readonly structuredData: unknown;
  /** Whatever JSON the assistant's structured outputs produce, by their ids. */
  readonly structuredOutputs: unknown;
  readonly successEvaluation: string | number | boolean | undefined;
  readonly transcript: string | undefined;
  /** May need a login at Vapi, and may expire. */
  readonly recordingUrl: string | undefined;
  /** Fields that Vapi filled and nobody reads: if the count changes, Vapi's reports have changed. */
  readonly unreadFields: number;
}

/** A word of Vapi's; any other text under that name may be anybody's. */
const WORD = /^[\w.-]{1,120}$/;
/** No call at Vapi lasts longer. */
const MAX_TALK_SECONDS = 12 * 60 * 60;
/** No call costs more. */
export const MAX_COST_USD = 10_000;
/** Longer texts are truncated: a webhook is no archive. */
const MAX_TEXT = 200_000;
const MAX_URL = 4_000;

/**
 * Returns which call a message is about and how it ended; never throws.
 * @param sender Whose call it is about, whatever the message says.
 */
export function parseCallEnd(message: unknown, { tenantId, callSid }: EventsSender): CallEnd {
  const fields = fieldsOf(message);
  const call = fieldsOf(fields['call']);
  const endedReason = matchOf(textOf(fields['endedReason']) || textOf(call['endedReason']), WORD);
  return {
    vapiCallId: matchOf(textOf(call['id']), UUID_PATTERN),
    callSid,
    tenantId,
    outcome: groupEndedReason(endedReason ?? ''),
    endedReason,
  };
}

/**
 * Parses an `end-of-call-report`; never throws, whatever its shape.
 * @param message The `message` of the request's body.
 * @param sender As for `parseCallEnd`.
 * @see https://docs.vapi.ai/server-url/events
 */
export function parseCallReport(message: unknown, sender: EventsSender): CallReport {
  const fields = fieldsOf(message);
  const call = fieldsOf(fields['call']);
  const analysis = fieldsOf(fields['analysis']);
  const artifact = fieldsOf(fields['artifact']);
  const startedAtMs = parseTime(fields['startedAt']) ?? parseTime(call['startedAt']);
  const endedAtMs = parseTime(fields['endedAt']) ?? parseTime(call['endedAt']);
  return {
    ...parseCallEnd(message, sender),
    startedAt: toIso(startedAtMs),
    endedAt: toIso(endedAtMs),
    talkSeconds: measureSeconds(startedAtMs, endedAtMs) ?? readSeconds(fields, call),
    costUsd: parseCost(fields['cost']) ?? parseCost(call['cost']),
    callerNumber: parseE164(findOwn(fields, 'callerNumber')),
    summary: wordsOf(analysis['summary']) ?? wordsOf(fields['summary']),
    structuredData: readData(analysis['structuredData']),
    structuredOutputs: readData(artifact['structuredOutputs']),
    successEvaluation: parseEvaluation(analysis['successEvaluation']),
    transcript: readTranscript(artifact['transcript']) ?? readTranscript(fields['transcript']),
    recordingUrl: findRecordingUrl(fields, artifact),
    unreadFields: countUnread(analysis, artifact),
  };
}

/** A link that opens now comes before one that only names a recording. */
function findRecordingUrl(fields: Fields, artifact: Fields): string | undefined {
  const recording = fieldsOf(artifact['recording']);
  const mono = fieldsOf(recording['mono']);
  const places = [
    artifact['presignedMonoUrl'],
    artifact['presignedStereoUrl'],
    mono['combinedUrl'],
    artifact['recordingUrl'],
    fields['recordingUrl'],
    recording['stereoUrl'],
    artifact['stereoRecordingUrl'],
  ];
  return places
    .map(textOf)
    .find((url) => url.length <= MAX_URL && /^https:\/\/[^\s]+$/.test(url) && URL.canParse(url));
}

/** A time is written as ISO 8601 or as milliseconds. */
function parseTime(value: unknown): number | undefined {
  const ms = typeof value === 'number' ? value : Date.parse(textOf(value));
  return Number.isNaN(new Date(ms).getTime()) ? undefined : ms;
}

function toIso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function measureSeconds(startMs: number | undefined, endMs: number | undefined) {
  if (startMs === undefined || endMs === undefined) return undefined;
  const seconds = Math.round((endMs - startMs) / 1_000);
  return seconds >= 0 && seconds <= MAX_TALK_SECONDS ? seconds : undefined;
}

/** Some reports have a duration and no times. */
function readSeconds(fields: Fields, call: Fields): number | undefined {
  return [fields['durationSeconds'], call['durationSeconds']]
    .map((value) => (typeof value === 'number' ? Math.round(value) : NaN))
    .find((seconds) => seconds >= 0 && seconds <= MAX_TALK_SECONDS);
}

/** A transcript is one text, or a list of who said what. */
function readTranscript(value: unknown): string | undefined {
  const lines = listOf(value).map((item) => {
    const { role, message, content, text } = fieldsOf(item);
    const words = textOf(message) || textOf(content) || textOf(text);
    return words === '' ? textOf(item) : `${textOf(role) || '?'}: ${words}`;
  });
  return wordsOf(lines.filter((line) => line !== '').join('\n')) ?? wordsOf(value);
}

/** What we read of analysis and artifact, and what is left alone on purpose. */
const KNOWN_FIELDS = new Set([
  ...['summary', 'structuredData', 'structuredOutputs', 'successEvaluation', 'transcript'],
  ...['recording', 'recordingUrl', 'stereoRecordingUrl', 'presignedMonoUrl', 'presignedStereoUrl'],
  ...['messages', 'messagesOpenAIFormatted', 'variableValues', 'variables', 'logUrl', 'pcapUrl'],
  ...['transfers', 'assistantActivations', 'performanceMetrics', 'structuredDataMulti', 'nodes'],
  ...['scorecards'],
]);

function countUnread(analysis: Fields, artifact: Fields): number {
  const unknown = [...Object.entries(analysis), ...Object.entries(artifact)].filter(
    ([name, value]) => !KNOWN_FIELDS.has(name) && isFilled(value),
  );
  const { transcript } = artifact;
  const { summary } = analysis;
  const unreadable = [
    isFilled(transcript) && readTranscript(transcript) === undefined,
    isFilled(summary) && wordsOf(summary) === undefined,
  ];
  return unknown.length + unreadable.filter(Boolean).length;
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '';
}

function parseCost(value: unknown): number | undefined {
  const isCost = typeof value === 'number' && value >= 0 && value <= MAX_COST_USD;
  return isCost ? Math.round(value * 10_000) / 10_000 : undefined;
}

function parseEvaluation(value: unknown): CallReport['successEvaluation'] {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return wordsOf(value);
}

/** Receivers nest less than a model can: deeper data counts as none. */
const MAX_DEPTH = 64;

/** Returns a model's data as every receiver of JSON can read it; undefined for what is nested too deep. */
function readData(value: unknown): unknown {
  try {
    return copyData(value, MAX_DEPTH);
  } catch {
    return undefined;
  }
}

function copyData(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) throw new RangeError('nested too deep');
  if (Array.isArray(value)) return value.map((item) => copyData(item, depth - 1));
  const entries = Object.entries(value).map(
    ([name, part]) => [name.toWellFormed(), copyData(part, depth - 1)] as const,
  );
  return Object.fromEntries(entries);
}

function wordsOf(value: unknown): string | undefined {
  return textOf(value).slice(0, MAX_TEXT).toWellFormed() || undefined;
}

function matchOf(text: string, pattern: RegExp): string | undefined {
  return pattern.test(text) ? text : undefined;
}
