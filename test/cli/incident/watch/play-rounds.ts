import type { KeyFailure } from '../../../../cli/history/reconcile/key-failure';
import type { TwilioRow } from '../../../../cli/history/reconcile/call-rows';
import type { CallClass } from '../../../../cli/history/reconcile/classify';
import {
  type Incident,
  NOTHING_YET,
  type WatchState,
} from '../../../../cli/incident/watch/incidents';
import { decideRound } from '../../../../cli/incident/watch/decide-round';
import type { Observation } from '../../../../cli/incident/watch/look';
import type { WatchOptions } from '../../../../cli/incident/watch/read-options';
import { CallCollector } from '../../../../cli/incident/watch/signals';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** When the first round is. */
export const BEGIN_MS = Date.parse('2026-08-01T06:00:00Z');

export const options: WatchOptions = {
  windowMs: 15 * MINUTE_MS,
  calmMs: 5 * MINUTE_MS,
  maxSilenceMs: 24 * HOUR_MS,
  maxBlindMs: 2 * MINUTE_MS,
  minCalls: 5,
  minBadCalls: 3,
  limits: { 'never-reached-vapi': 0.1, fallback: 0.2, 'stream-errors': 0.1, 'slow-answer': 10 },
};

/** Calls of a tenant, and how many of them never reached Vapi. */
interface Calls {
  readonly tenant?: string;
  readonly calls: number;
  readonly bad: number;
  /** When they began: a minute before the first round unless given. */
  readonly atMs?: number;
}

type Seen = Extract<Observation, { kind: 'seen' }>;

/** The same look, while Vapi cannot be asked with a key. */
export const seenWithout = (failure: KeyFailure, look: Seen): Seen => ({
  ...look,
  keyFailures: [failure],
});

const everybody: ReadonlySet<string> = new Set(['large', 'dental', 'legal']);

/** What a look sees while everybody is watched. */
export const seen = (...parts: readonly Calls[]): Seen => seenAmong(everybody, ...parts);

/** What a look sees while these tenants are watched. */
export function seenAmong(tenantIds: ReadonlySet<string>, ...parts: readonly Calls[]): Seen {
  const collector = new CallCollector();
  for (const { tenant = 'dental', calls, bad, atMs = BEGIN_MS - MINUTE_MS } of parts) {
    for (let index = 0; index < calls; index += 1) {
      const callClass: CallClass = index < bad ? 'never-reached-vapi' : 'transferred';
      const twilio: TwilioRow = {
        callSid: `CA${tenant}-${atMs}-${index}`,
        startMs: atMs,
        status: 'completed',
        durationSeconds: 30,
        tenantId: tenant,
        caller: { key: 'k', shown: '+*********43' },
      };
      collector.add(
        { twilio, vapi: [], legs: [], joinedBy: undefined, vapiAheadMs: 0 },
        { callClass, why: '' },
      );
    }
  }
  return { kind: 'seen', collector, tenantIds, keyFailures: [] };
}

/** Plays rounds so far apart: returns what was open after each, and what was told as over. */
export function playRounds(stepMs: number, looks: readonly Observation[]): Incident[][] {
  let state: WatchState = NOTHING_YET;
  return looks.map((each, round) => {
    const decided = decideRound(state, each, options, BEGIN_MS + round * stepMs);
    const open = decided.incidents.filter(({ endedAt }) => endedAt === undefined);
    state = { ...decided, incidents: open.map((incident) => ({ ...incident, isSent: true })) };
    return [...decided.incidents];
  });
}

export const repeat = (look: Observation, count: number): Observation[] =>
  Array.from({ length: count }, () => look);
