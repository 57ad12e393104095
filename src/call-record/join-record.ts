import type { Caller } from '../phone/caller';
import { readDoor } from '../phone/door-state';
import { findShownNumber } from '../phone/caller';
import { type CallFacts, findMessages, findRecordings, listMissing } from './call-facts';
import type { CallRecord, RecordedCost } from './call-record';
import { cutText } from './cut-text';
import { decideAnsweredBy, decideOutcome, isMissed } from './decide-outcome';
import type { Part } from './part';
import { describePath } from './describe-path';
import {
  findLastStation,
  findTalks,
  findTransfers,
  measureRinging,
  measureTalks,
  measureWaiting,
} from './timeline';

/** Longer texts are truncated: the record is no archive. */
const MAX_SUMMARY = 4_000;
/** Larger data is left out: truncated JSON is invalid. */
const MAX_DATA_CHARACTERS = 16_000;

/** Returns the record of a phone call from all that is known of it. */
export function joinRecord(facts: CallFacts): CallRecord {
  const { callSid, tenantId, parts, call, vapiCalls } = facts;
  const talks = findTalks(facts);
  const isCallback = call?.isOutbound ?? parts.some(({ name }) => name === 'queue_callback');
  const messages = findMessages(parts);
  const outcome = decideOutcome({
    talks: talks.map(({ by }) => by),
    hasMessage: messages.length > 0,
    isCallback,
    lastStation: findLastStation(parts),
    isKnown: facts.arePartsKnown,
  });
  return {
    callSid,
    tenantId,
    ...readNumbers(facts, isCallback),
    isCallback,
    startedAt: toIso(call?.startedAtMs),
    endedAt: toIso(call?.endedAtMs),
    totalSeconds: call?.seconds ?? findEnd(parts)?.facts.callSeconds ?? null,
    ringSeconds: measureRinging(parts) ?? null,
    waitSeconds: measureWaiting(parts) ?? null,
    assistantSeconds: measureTalks(talks, 'assistant') ?? null,
    personSeconds: measureTalks(talks, 'person') ?? null,
    answeredBy: decideAnsweredBy({ talks: talks.map(({ by }) => by) }),
    outcome,
    missed: isMissed(outcome),
    path: describePath(facts, talks),
    transfers: findTransfers(parts),
    messages: messages.map(({ recordingSid, seconds = null }) => ({ recordingSid, seconds })),
    recordingSids: findRecordings(parts),
    vapiCalls: [...vapiCalls].map(([vapiCallId, { report }]) => ({
      vapiCallId,
      seconds: report.talkSeconds ?? null,
      endedReason: report.endedReason ?? null,
      costUsd: report.costUsd ?? null,
    })),
    ...readModelTexts(facts),
    cost: readCost(facts),
    ...readDoorFacts(facts),
    missing: listMissing(facts),
  };
}

/** Returns the part with which the call is over; undefined while it is not. */
export function findEnd(parts: readonly Part[]): Part | undefined {
  return parts.find(
    ({ name, facts: { callStatus = '' } }) =>
      name === 'call_status' || (name === 'queue_callback_status' && OVER.has(callStatus)),
  );
}

const OVER = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

function readNumbers({ call, caller }: CallFacts, isCallback: boolean) {
  const called = isCallback ? call?.from : call?.to;
  return {
    calledNumber: called ?? null,
    callerNumber: (caller && findShownNumber(caller)) ?? null,
    callerKind: kindOf(caller),
  };
}

function kindOf(caller: Caller | undefined): CallRecord['callerKind'] {
  // A text that is no number is not one that anybody could call.
  return caller?.kind === 'unparsed' ? 'withheld' : (caller?.kind ?? null);
}

function readModelTexts({ vapiCalls, chosen }: CallFacts) {
  const last = (name: 'summary' | 'structuredData') =>
    [...vapiCalls.values()].map(({ report }) => report[name]).findLast((text) => isFilled(text));
  const { summary, structuredData } = {
    summary: last('summary'),
    structuredData: last('structuredData'),
  };
  return {
    ...(chosen.includes('summary')
      ? { summary: typeof summary === 'string' ? cutText(summary, MAX_SUMMARY) : null }
      : {}),
    ...(chosen.includes('structuredData')
      ? { structuredData: isSendable(structuredData) ? structuredData : null }
      : {}),
  };
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isSendable(value: unknown): boolean {
  return isFilled(value) && (JSON.stringify(value) ?? '').length <= MAX_DATA_CHARACTERS;
}

function readCost({ call, vapiCalls }: CallFacts): RecordedCost {
  const costs = [...vapiCalls.values()].flatMap(({ report }) => report.costUsd ?? []);
  const total = costs.reduce((all, one) => all + one, 0);
  return {
    vapiUsd: costs.length === 0 ? null : Math.round(total * 10_000) / 10_000,
    twilio: call?.price ?? null,
  };
}

function readDoorFacts({ parts, language, arePartsKnown }: CallFacts) {
  const door = readDoor(parts.findLast((part) => part.door !== undefined)?.door ?? '');
  const reason = parts.findLast(({ callerReason }) => callerReason !== undefined)?.callerReason;
  return {
    language: arePartsKnown ? (door.language ?? language) : null,
    frontDoor: {
      closedBy: door.closedBy ?? null,
      ringOutcome: door.ringOutcome ?? null,
      caller: reason ?? null,
    },
  };
}

function toIso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
