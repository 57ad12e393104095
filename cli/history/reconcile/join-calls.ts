import { groupEndedReason } from '../../../src/vapi/ended-reason';
import { endOf, isLive, type TwilioRow, type VapiRow } from './call-rows';
import { matchByNumber } from './match-by-number';
import { OpenCalls } from './open-calls';
import { BUCKET_MS } from './spill';
import { SLACK_MS } from './time-window';

/** A call at Twilio with its calls at Vapi, by time: none, one, or several after new attempts. */
export interface JoinedCall {
  readonly twilio: TwilioRow;
  readonly vapi: readonly VapiRow[];
  /** The legs that were dialled for it, where the whole account was read. */
  readonly legs: readonly TwilioRow[];
  /** What matched them; undefined if Vapi has none. */
  readonly joinedBy: 'call-sid' | 'number' | undefined;
  /**
   * How far Vapi's clock is ahead of Twilio's, according to the exact pairs around; 0 if there are
   * none.
   */
  readonly vapiAheadMs: number;
}

/** Where rows come from: files by time. */
export interface RowSource {
  readonly listBuckets: () => number[];
  readonly readTwilio: (bucket: number) => TwilioRow[];
  readonly readVapi: (bucket: number) => VapiRow[];
}

/** What the join hands over, once each. */
export interface JoinSink {
  readonly call: (call: JoinedCall) => void;
  /** A call at Vapi that belongs to no call at Twilio. */
  readonly lone: (call: VapiRow) => void;
}

/** How many exact pairs are needed to know how far the clocks differ. */
const OFFSETS_KEPT = 101;

/**
 * Joins both sides in one sweep over time, oldest first. Memory holds only calls that may still
 * find a partner: Twilio's until they end, Vapi's for as long as clocks may differ.
 */
export function joinCalls(source: RowSource, sink: JoinSink): void {
  const open = new OpenCalls();
  const waiting = new Map<string, VapiRow>();
  const offsetsMs: number[] = [];
  const aheadMs: number[] = [];

  const attach = (row: VapiRow): boolean => {
    const found = row.callSids.map((sid) => open.find(sid)).find((each) => each !== undefined);
    if (found === undefined) return false;
    if (found.vapi.length === 0) {
      keep(offsetsMs, row.createdMs - found.twilio.startMs);
    }
    const gapMs = findEndGap(row, found.twilio);
    if (gapMs !== undefined) keep(aheadMs, gapMs);
    found.vapi.push(row);
    found.joinedBy = 'call-sid';
    return true;
  };

  const settle = (untilMs: number): void => {
    const due = [...waiting.values()].filter(({ createdMs }) => createdMs + SLACK_MS <= untilMs);
    const pairs = matchByNumber(due, open.listFree(), medianOf(offsetsMs));
    for (const row of due) {
      waiting.delete(row.vapiCallId);
      const found = open.find(pairs.get(row.vapiCallId) ?? '');
      if (found === undefined) sink.lone(row);
      else {
        found.vapi.push(row);
        found.joinedBy = 'number';
      }
    }
    // Twice the slack, so that a call at Vapi that waits to be matched by number is settled before.
    for (const { twilio, vapi, legs, joinedBy } of open.removeEnded(untilMs - 2 * SLACK_MS)) {
      const rows = vapi.sort((a, b) => a.createdMs - b.createdMs);
      sink.call({ twilio, vapi: rows, legs, joinedBy, vapiAheadMs: medianOf(aheadMs) });
    }
  };

  for (const bucket of source.listBuckets()) {
    settle(bucket * BUCKET_MS);
    open.addAll(source.readTwilio(bucket));
    for (const row of source.readVapi(bucket)) waiting.set(row.vapiCallId, row);
    for (const row of waiting.values()) {
      if (attach(row)) waiting.delete(row.vapiCallId);
    }
  }
  settle(Infinity);
}

/** A caller who hangs up ends both calls at once, however long they waited before. */
function findEndGap(row: VapiRow, twilio: TwilioRow): number | undefined {
  const { startedMs, endedMs, endedReason = '' } = row;
  if (startedMs === undefined || endedMs === undefined || isLive(twilio)) return undefined;
  return groupEndedReason(endedReason) === 'caller' ? endedMs - endOf(twilio) : undefined;
}

function keep(offsetsMs: number[], offsetMs: number): void {
  offsetsMs.push(offsetMs);
  if (offsetsMs.length > OFFSETS_KEPT) offsetsMs.shift();
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
