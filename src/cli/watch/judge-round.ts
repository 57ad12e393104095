import { describeReading } from '../print/watch';
import { type Incident, isOpen, type WatchState } from './incidents';
import type { Observation } from './look';
import type { WatchOptions } from './read-options';
import { type BadCall, type Reading, type Readings, type Signal, signals } from './signals';

/** An incident ends only well below its threshold, so that it does not come and go around it. */
const END_SHARE = 0.8;
const MOST_EXAMPLES = 3;

/**
 * - `bad`: over the threshold, in enough calls.
 * - `calm`: well below it, or, with few calls, not one that is wrong.
 * - `between`: neither; an incident that is on goes on.
 * - `unclear`: too few calls to tell anything.
 */
type Level = 'bad' | 'calm' | 'between' | 'unclear';

/** Returns what is remembered after a round: incidents begun, gone on with and ended. */
export function judgeRound(
  state: WatchState,
  observation: Observation,
  options: WatchOptions,
  nowMs: number,
): WatchState {
  const now = new Date(nowMs).toISOString();
  if (observation.kind === 'blind') return judgeBlind(state, observation.why, options, nowMs);
  const { collector } = observation;
  const all = collector.read(options.limits);
  const byTenant = new Map(
    collector.listTenantIds().map((id) => [id, collector.read(options.limits, id)] as const),
  );
  const incidents = state.incidents.map((each) =>
    isOpen(each) ? goOn(each, levelOf(each, all, byTenant, options), options, nowMs) : each,
  );
  const begun = signals.flatMap((signal) =>
    findBeginning({ incidents, signal, all, byTenant, options, now }),
  );
  return { schemaVersion: 1, incidents: [...incidents, ...begun] };
}

function judgeBlind(
  state: WatchState,
  why: string,
  { maxBlindMs }: WatchOptions,
  nowMs: number,
): WatchState {
  const now = new Date(nowMs).toISOString();
  const blindSince = state.blindSince ?? now;
  const isKnown = state.incidents.some((each) => each.kind === 'cannot-look' && isOpen(each));
  const incidents = state.incidents.map((each) => {
    if (each.kind !== 'cannot-look' || !isOpen(each)) return each;
    const { calmSince: _past, ...rest } = each;
    return rest;
  });
  // A single look that fails may be a matter of seconds.
  if (isKnown || nowMs - Date.parse(blindSince) < maxBlindMs) {
    return { schemaVersion: 1, blindSince, incidents };
  }
  const begun: Incident = {
    id: `cannot-look ${blindSince}`,
    kind: 'cannot-look',
    tenantIds: [],
    since: blindSince,
    what: `nothing is known of the calls: ${why}`,
    affected: [],
    examples: [],
    isTold: false,
  };
  return { schemaVersion: 1, blindSince, incidents: [...incidents, begun] };
}

function levelOf(
  { kind, tenantIds }: Incident,
  all: Readings,
  byTenant: ReadonlyMap<string, Readings>,
  options: WatchOptions,
): Level {
  // This round could look.
  if (kind === 'cannot-look') return 'calm';
  const readings = tenantIds.length === 0 ? [all] : tenantIds.map((id) => byTenant.get(id));
  const levels = readings.map((each) => (each ? judge(each[kind], kind, options) : 'unclear'));
  return (['bad', 'between', 'unclear'] as const).find((level) => levels.includes(level)) ?? 'calm';
}

function judge(
  { callCount, badCalls, value }: Reading,
  signal: Signal,
  { limits, minCalls, minBadCalls }: WatchOptions,
): Level {
  if (callCount < minCalls) return callCount > 0 && badCalls.length === 0 ? 'calm' : 'unclear';
  if (value > limits[signal]) return badCalls.length >= minBadCalls ? 'bad' : 'between';
  return value <= limits[signal] * END_SHARE ? 'calm' : 'between';
}

function goOn(each: Incident, level: Level, { calmMs }: WatchOptions, nowMs: number): Incident {
  // Too few calls tell neither that it goes on nor that it is over.
  if (level === 'unclear') return each;
  const { calmSince, ...rest } = each;
  if (level !== 'calm') return rest;
  const now = new Date(nowMs).toISOString();
  const since = calmSince ?? now;
  const isOver = nowMs - Date.parse(since) >= calmMs;
  return { ...rest, calmSince: since, ...(isOver ? { endedAt: now } : {}) };
}

interface Beginning {
  readonly incidents: readonly Incident[];
  readonly signal: Signal;
  readonly all: Readings;
  readonly byTenant: ReadonlyMap<string, Readings>;
  readonly options: WatchOptions;
  readonly now: string;
}

/**
 * One incident for all calls or, where all together are below the threshold, one for those tenants
 * that are above it: a small tenant without a single assistant hardly shows among all calls.
 */
function findBeginning({ incidents, signal, all, byTenant, options, now }: Beginning): Incident[] {
  const open = incidents.filter((each) => each.kind === signal && isOpen(each));
  if (open.some(({ tenantIds }) => tenantIds.length === 0)) return [];
  if (judge(all[signal], signal, options) === 'bad') {
    return [buildIncident(signal, [], [all[signal]], now)];
  }
  const known = new Set(open.flatMap(({ tenantIds }) => tenantIds));
  const bad = [...byTenant].filter(
    ([id, readings]) => !known.has(id) && judge(readings[signal], signal, options) === 'bad',
  );
  if (bad.length === 0) return [];
  return [
    buildIncident(
      signal,
      bad.map(([id]) => id),
      bad.map(([, readings]) => readings[signal]),
      now,
    ),
  ];
}

function buildIncident(
  signal: Signal,
  tenantIds: string[],
  readings: readonly Reading[],
  now: string,
): Incident {
  const badCalls = readings.flatMap((each) => each.badCalls).sort((a, b) => a.startMs - b.startMs);
  const [first] = badCalls;
  return {
    id: `${signal} ${tenantIds.join(',')} ${now}`,
    kind: signal,
    tenantIds,
    since: first === undefined ? now : new Date(first.startMs).toISOString(),
    what: describeReading(signal, readings),
    affected: listAffected(badCalls),
    examples: badCalls.slice(-MOST_EXAMPLES).map(({ callSid, caller }) => `${callSid} (${caller})`),
    isTold: false,
  };
}

function listAffected(badCalls: readonly BadCall[]): string[] {
  const counts = new Map<string, number>();
  for (const { tenantId } of badCalls) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
}
