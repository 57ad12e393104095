import type { Deployment } from '../../core/deployment';
import type { TwilioClient } from '../../core/twilio-client';
import { endOf, type TwilioRow } from './call-rows';
import { findDoorEnd, findDoorReason } from './door-end';
import { type FallbackKind, type FunctionTrace, isUndecided, PEOPLE_RUNG } from './function-trace';
import { findMetBound, type MetBound } from './met-bound';
import { listOf, readTwilioPage } from './twilio-pages';

/** Which logs are read, and for which calls. */
export interface LogQuestion {
  readonly client: TwilioClient;
  readonly deployment: Pick<Deployment, 'serviceSid' | 'environmentSid'>;
  readonly calls: readonly TwilioRow[];
  readonly show: (doneShare: number) => void;
}

const LOGS_ROOT = 'https://serverless.twilio.com';
const PAGE_SIZE = 100;
/** A log entry has the time of its writing; all webhooks of one call come within this span. */
const AROUND_MS = 60_000;

/** What the log says of some calls, and of the bounds that were met around them. */
export interface FunctionLog {
  /** By CallSid; each call has one. */
  readonly traces: ReadonlyMap<string, FunctionTrace>;
  readonly metBounds: readonly MetBound[];
}

/**
 * Returns what the deployed Functions logged about the calls. Only the times
 * around these calls are read, because a whole day may have a million log entries.
 * @throws {CliError}
 * @see https://www.twilio.com/docs/serverless/api/resource/logs
 */
export async function readFunctionLog(question: LogQuestion): Promise<FunctionLog> {
  const { client, deployment, calls, show } = question;
  const traces = new Map<string, FunctionTrace>(calls.map(({ callSid }) => [callSid, {}]));
  const metBounds: MetBound[] = [];
  const spans = mergeSpans(calls);
  for (const [index, { fromMs, untilMs }] of spans.entries()) {
    show(index / spans.length);
    const query = new URLSearchParams({
      StartDate: new Date(fromMs).toISOString(),
      EndDate: new Date(untilMs).toISOString(),
      PageSize: String(PAGE_SIZE),
    });
    const { serviceSid, environmentSid } = deployment;
    const path = `/v1/Services/${serviceSid}/Environments/${environmentSid}/Logs`;
    let uri: string | undefined = `${LOGS_ROOT}${path}?${query.toString()}`;
    while (uri !== undefined) {
      const what = "listing the Functions' log entries";
      const body = await readTwilioPage(client, what, { uri });
      for (const { message, date_created: createdAt } of listOf(body, 'logs', what)) {
        const entry = parseEntry(message);
        addEntry(traces, entry);
        const met = findMetBound(entry, createdAt);
        if (met !== undefined) metBounds.push(met);
      }
      uri = findNext(body['meta']);
    }
  }
  return { traces, metBounds };
}

/** Returns the spans of time to look at; adjacent ones are merged. */
export function mergeSpans(
  calls: readonly Pick<TwilioRow, 'startMs' | 'durationSeconds' | 'endMs'>[],
): { fromMs: number; untilMs: number }[] {
  const spans: { fromMs: number; untilMs: number }[] = [];
  for (const call of [...calls].sort((a, b) => a.startMs - b.startMs)) {
    const fromMs = call.startMs - AROUND_MS;
    const untilMs = endOf(call) + AROUND_MS;
    const last = spans.at(-1);
    if (last !== undefined && fromMs <= last.untilMs) {
      last.untilMs = Math.max(last.untilMs, untilMs);
    } else spans.push({ fromMs, untilMs });
  }
  return spans;
}

/**
 * Callers who are asked something, for whom people are rung, or who wait in the queue get the assistant
 * from another Function.
 */
const ANSWERS: ReadonlySet<unknown> = new Set([
  'incoming_call.answered',
  'front_door.answered',
  'queue_left.answered',
]);

/** Whose call it is stands in its first entry and in its exit entries. */
function addTenant(
  trace: FunctionTrace,
  { event, tenantId }: Readonly<Record<string, unknown>>,
): FunctionTrace {
  const tells = event === 'call.received' || ANSWERS.has(event);
  return tells && typeof tenantId === 'string' ? { ...trace, tenantId } : trace;
}

function addEntry(
  traces: Map<string, FunctionTrace>,
  entry: Readonly<Record<string, unknown>>,
): void {
  const { event, callSid, outcome } = entry;
  const before = typeof callSid === 'string' ? traces.get(callSid) : undefined;
  if (typeof callSid !== 'string' || before === undefined) return;
  const known = addTenant(before, entry);
  traces.set(callSid, known);
  if (event === 'stream.failed') traces.set(callSid, addStreamFailure(known, entry));
  const leftBecause = findLeftBecause(entry);
  if (leftBecause !== undefined) traces.set(callSid, { leftBecause, ...known });
  const doorReason = findDoorReason(entry);
  if (doorReason !== undefined) traces.set(callSid, { ...known, doorReason });
  if (typeof outcome !== 'string') return;
  // Twilio lists the newest log entries first.
  if (event === 'transfer.ended' && known.transferOutcome === undefined) {
    traces.set(callSid, { ...known, transferOutcome: outcome });
  }
  if (ANSWERS.has(event)) traces.set(callSid, addAnswer(known, event, outcome));
  const step = stepOf(event, outcome);
  if (step !== undefined && known.step !== 'voicemail') traces.set(callSid, { ...known, step });
}

/**
 * Twilio may deliver one webhook twice. The assistant wins; a question, ringing or a queue is no answer
 * yet.
 */
function addAnswer(known: FunctionTrace, event: unknown, outcome: string): FunctionTrace {
  if (isUndecided(outcome)) {
    const isOpen = known.outcome === undefined || known.outcome === PEOPLE_RUNG;
    return isOpen ? { ...known, outcome } : known;
  }
  const doorEnd = findDoorEnd(event, outcome);
  const isSilent = SILENT.has(outcome) || doorEnd === 'rejected';
  return {
    ...known,
    ...(doorEnd === undefined ? {} : { doorEnd }),
    step: isSilent ? known.step : (known.step ?? FIRST_STEPS[outcome] ?? 'say'),
    outcome: known.outcome === 'assistant' ? known.outcome : outcome,
  };
}

/** Outcomes that begin no fallback. */
const SILENT: ReadonlySet<string> = new Set(['assistant', 'people-answered']);

/** What callers in the queue choose begins with its own step; everything else with a sentence. */
const FIRST_STEPS: Readonly<Partial<Record<string, FallbackKind>>> = {
  callback: 'callback',
  voicemail: 'voicemail',
};

/**
 * The reason is in the failure's own log entry, or else in that of leaving: waited too long, or too
 * many before them.
 */
function reasonIn({ event, next, result, why, outcome }: Readonly<Record<string, unknown>>) {
  if (event === 'call.fallback') return outcome;
  if (event !== 'queue.left') return undefined;
  // If it is not known what the caller left for, `why` is a sentence; for Twilio's own limit it is
  // the result.
  if (next === 'fallback') return result;
  return next === 'exit' ? why : undefined;
}

function findLeftBecause(entry: Readonly<Record<string, unknown>>): string | undefined {
  const reason = reasonIn(entry);
  return typeof reason === 'string' && reason !== '' ? reason : undefined;
}

/** Twilio may report one failure twice. */
function addStreamFailure(
  trace: FunctionTrace,
  { streamSid, errorCode }: Readonly<Record<string, unknown>>,
): FunctionTrace {
  const code = typeof errorCode === 'number' ? String(errorCode) : 'unknown';
  const sid = typeof streamSid === 'string' ? streamSid : '';
  return { ...trace, streamFailures: { ...trace.streamFailures, [sid]: code } };
}

/** Log entries come in any order: voicemail is at a chain's end, after ringing. */
function stepOf(event: unknown, outcome: string): FallbackKind | undefined {
  if (event === 'voicemail_recorded.answered') return 'voicemail';
  return event === 'fallback.answered' && outcome !== 'continued' ? 'dial' : undefined;
}

function parseEntry(message: unknown): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(String(message))) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function findNext(meta: unknown): string | undefined {
  const { next_page_url: next } = Object(meta) as { next_page_url?: unknown };
  if (typeof next !== 'string' || next === '') return undefined;
  return new URL(next, LOGS_ROOT).origin === LOGS_ROOT ? next : undefined;
}
