import type { AnsweredBy, RecordedTransfer } from './call-record';
import { type CallFacts, DIAL_PARTS, isRingingOpen, type KnownVapiCall } from './call-facts';
import type { LastStation } from './decide-outcome';
import type { Part } from './part';

/** A conversation with the caller. */
export interface Talk {
  readonly by: Exclude<AnsweredBy, 'nobody'>;
  readonly atMs: number;
  /** Undefined if nobody says. */
  readonly seconds: number | undefined;
}

/** Returns who talked with the caller, in order. */
export function findTalks(facts: CallFacts): readonly Talk[] {
  const talks = [
    ...findAssistantTalks(facts),
    ...findDialTalks(facts.parts),
    ...findConferenceTalks(facts),
  ];
  return talks.sort((one, other) => one.atMs - other.atMs);
}

function findAssistantTalks({ parts, vapiCalls }: CallFacts): readonly Talk[] {
  return [...vapiCalls].flatMap(([id, known]): Talk[] => {
    if (!hasTalked(known)) return [];
    const seen = parts.find(({ facts }) => facts.vapiCallId === id)?.atMs ?? 0;
    const startedAtMs = Date.parse(known.report.startedAt ?? '');
    const atMs = Number.isNaN(startedAtMs) ? seen : startedAtMs;
    return [{ by: 'assistant', atMs, seconds: known.report.talkSeconds }];
  });
}

/** A stream that began counts as a talk unless Vapi says that there was none: no text says sorry for a talk. */
function hasTalked({ report: { startedAt, talkSeconds, endedReason } }: KnownVapiCall): boolean {
  return startedAt !== undefined || (talkSeconds ?? 0) > 0 || endedReason === undefined;
}

/** People whom a Dial rang: before the assistant, or in a fallback. */
function findDialTalks(parts: readonly Part[]): readonly Talk[] {
  return parts
    .filter(({ name, facts }) => DIAL_PARTS.has(name) && facts.isBridged === true)
    .map(({ atMs, facts: { dialSeconds } }) => ({
      by: 'person',
      atMs: atMs - (dialSeconds ?? 0) * 1_000,
      seconds: dialSeconds,
    }));
}

/** People who took a transfer. */
function findConferenceTalks({ parts, call }: CallFacts): readonly Talk[] {
  const events = parts.filter(({ name }) => name === 'transfer_conference');
  return events
    .filter(({ facts }) => facts.conferenceEvent === 'participant-join')
    .map(({ atMs, facts: { transfers } }) => {
      const left = events.find(
        ({ facts }) =>
          facts.conferenceEvent === 'participant-leave' && facts.transfers === transfers,
      );
      const endMs = left?.atMs ?? call?.endedAtMs;
      const seconds =
        endMs === undefined ? undefined : Math.max(0, Math.round((endMs - atMs) / 1_000));
      return { by: 'person', atMs, seconds };
    });
}

/** Returns the transfers of a call, in order, and how each went. */
export function findTransfers(parts: readonly Part[]): readonly RecordedTransfer[] {
  const of = (name: string) => parts.filter((part) => part.name === name);
  const returned = of('transfer_returned').filter(({ outcome }) => outcome !== 'asks-again');
  const joined = of('transfer_conference').filter(
    ({ facts }) => facts.conferenceEvent === 'participant-join',
  );
  const all = [...returned, ...joined];
  const counts = [...new Set(all.map(({ facts }) => facts.transfers))].sort(
    (one = 0, other = 0) => one - other,
  );
  return counts.map((count) => {
    const own = (list: readonly Part[]) => list.find(({ facts }) => facts.transfers === count);
    const end = own(returned);
    const { destination = '' } = (end ?? own(joined))?.facts ?? {};
    // Callers who hang up while they talk with a person leave a transfer that was accepted.
    return { destination, outcome: own(joined) ? 'accepted' : (end?.outcome ?? 'unknown') };
  });
}

/** Where callers were who were never called back from there, by what became of a webhook. */
const STATIONS: Readonly<Record<string, Readonly<Record<string, LastStation>>>> = {
  front: {
    rejected: 'rejected',
    busy: 'rejected',
    refused: 'rejected',
    // Not a caller's call, but a leg of another one.
    'own-leg': 'rejected',
    closed: 'closed',
    queued: 'queue',
    'passes-queue': 'queue',
    'people-answered': 'none',
    assistant: 'none',
    'caller-left': 'caller-left',
    'people-rung': 'caller-left',
    challenged: 'caller-left',
    'language-asked': 'caller-left',
    'consent-asked': 'caller-left',
  },
  queue_left: {
    callback: 'queue-callback',
    hangup: 'queue',
    queued: 'queue',
    assistant: 'none',
    goodbye: 'none',
    // Where we moved the caller ourselves, another request says why.
    'ask-again': 'none',
  },
  assistant_ended: { queued: 'queue', fallback: 'fallback' },
  queue_callback: { fallback: 'fallback' },
};

/** Returns where the caller was last, as far as that says what became of the call. */
export function findLastStation(parts: readonly Part[]): LastStation {
  if (isRingingOpen(parts)) return 'none';
  const stations = parts.map(stationOf).filter((station) => station !== 'none');
  const last = stations.at(-1);
  if (last !== undefined) return last;
  const { callStatus = '' } = parts.find(({ name }) => name === 'call_status')?.facts ?? {};
  return UNANSWERED[callStatus] ?? 'none';
}

/** What a call that was never answered came to, where nothing else is known. */
const UNANSWERED: Readonly<Record<string, LastStation>> = {
  'no-answer': 'caller-left',
  canceled: 'caller-left',
  // Only our own answer gives a busy signal.
  busy: 'rejected',
};

function stationOf({ name, outcome = '' }: Part): LastStation {
  switch (name) {
    case 'incoming_call':
    case 'front_door':
      // Whatever kept the assistant away, the fallback speaks.
      return STATIONS['front']?.[outcome] ?? 'fallback';
    case 'queue_left':
      return STATIONS[name]?.[outcome] ?? 'fallback';
    case 'fallback':
    case 'voicemail_recorded':
      return 'fallback';
    default:
      return STATIONS[name]?.[outcome] ?? 'none';
  }
}

/** How long people's phones rang before the assistant; undefined if none did, or a part is lost. */
export function measureRinging(parts: readonly Part[]): number | undefined {
  const rounds = parts.flatMap((part, index) => {
    const before = parts.slice(0, index).findLast(({ outcome }) => outcome === 'people-rung');
    if (part.name !== 'front_door' || part.facts.dialStatus === undefined) return [];
    if (before === undefined) return [];
    const talkMs = (part.facts.isBridged === true ? (part.facts.dialSeconds ?? 0) : 0) * 1_000;
    return [Math.max(0, part.atMs - before.atMs - talkMs)];
  });
  return rounds.length === 0 ? undefined : Math.round(sum(rounds) / 1_000);
}

/** The longest stay in the queue. Twilio says it of each request that follows a stay. */
export function measureWaiting(parts: readonly Part[]): number | undefined {
  const stays = parts.flatMap(({ name, facts }) =>
    name === 'queue_left' ? (facts.waitedSeconds ?? []) : [],
  );
  return stays.length === 0 ? undefined : Math.max(...stays);
}

/** Returns the seconds of all talks; undefined where there were none, or one is not known. */
export function measureTalks(talks: readonly Talk[], by: Talk['by']): number | undefined {
  const own = talks.filter((talk) => talk.by === by).map(({ seconds }) => seconds);
  const known = own.filter((seconds) => seconds !== undefined);
  return own.length === 0 || known.length < own.length ? undefined : sum(known);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
