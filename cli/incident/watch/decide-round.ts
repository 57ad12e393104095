import { describeReading } from './print-watch';
import { continueIncident, type Level } from './continue-incident';
import { decideBlind, decideBlindKeys } from './decide-blind';
import { classifyNoted, findNoted } from './decide-noted';
import { type Incident, isOpen, type Part, type WatchState } from './incidents';
import type { Observation } from './look';
import { mergeLastCalls, toStored } from './last-calls';
import type { WatchOptions } from './read-options';
import {
  type BadCall,
  type Reading,
  type Readings,
  readSignals,
  type SeenCall,
  type Signal,
  signals,
} from './signals';

/** An incident ends only well below its threshold, so that it does not flap. */
const END_SHARE = 0.8;
const MAX_EXAMPLES = 3;

/** Returns what is remembered after a round: incidents that began, continued and ended. */
export function decideRound(
  state: WatchState,
  observation: Observation,
  options: WatchOptions,
  nowMs: number,
): WatchState {
  const now = new Date(nowMs).toISOString();
  if (observation.kind === 'blind') return decideBlind(state, observation.why, options, nowMs);
  const { collector, tenantIds, keyFailures } = observation;
  const blindIds = new Set(keyFailures.flatMap((each) => each.tenantIds));
  const lastCalls = mergeLastCalls(state, collector, options, nowMs);
  const all = readSignals(collector.list(), options.limits);
  const byTenant = new Map(
    collector
      .listTenantIds()
      .map((id) => [id, readTenant(collector.list(id), lastCalls.get(id) ?? [], options)] as const),
  );
  const levelOf = ({ kind }: Incident, { tenantId }: Part): Level => {
    if (tenantId !== undefined && !tenantIds.has(tenantId)) return 'gone';
    switch (kind) {
      case 'cannot-look':
        return tenantId !== undefined && blindIds.has(tenantId) ? 'bad' : 'calm';
      case 'bound-met':
      case 'texts-fail':
      case 'limit-near':
      case 'limit-met':
        return classifyNoted(kind, observation, tenantId);
      case 'never-reached-vapi':
      case 'fallback':
      case 'stream-errors':
      case 'slow-answer': {
        if (tenantId === undefined) return classifyReading(all[kind], kind, options);
        if (blindIds.has(tenantId)) return 'unclear';
        const readings = byTenant.get(tenantId);
        return readings === undefined ? 'silent' : classifyReading(readings[kind], kind, options);
      }
    }
  };
  const incidents = state.incidents.map((each) =>
    isOpen(each) ? continueIncident(each, (part) => levelOf(each, part), options, nowMs) : each,
  );
  const begun = signals.flatMap((signal) =>
    findBeginning({ incidents, signal, all, byTenant, options, now }),
  );
  const blind = decideBlindKeys(state, keyFailures, options, nowMs);
  return {
    schemaVersion: 2,
    ...blind.kept,
    lastCalls: toStored(lastCalls),
    incidents: [...incidents, ...blind.begun, ...begun, ...findNoted(incidents, observation, now)],
  };
}

/**
 * Returns the readings of a tenant's calls in the window. Where they are too few, and some of them wrong,
 * its last calls decide, however long ago they were.
 */
function readTenant(
  inWindow: readonly SeenCall[],
  last: readonly SeenCall[],
  { limits, minCalls }: WatchOptions,
): Readings {
  const readings = readSignals(inWindow, limits);
  if (inWindow.length >= minCalls || last.length <= inWindow.length) return readings;
  const ofLast = readSignals(last, limits);
  return Object.fromEntries(
    signals.map((signal) => [
      signal,
      readings[signal].badCalls.length > 0 ? ofLast[signal] : readings[signal],
    ]),
  ) as Record<Signal, Reading>;
}

function classifyReading(
  { callCount, badCalls, value }: Reading,
  signal: Signal,
  { limits, minCalls, minBadCalls }: WatchOptions,
): Level {
  if (callCount === 0) return 'silent';
  if (callCount < minCalls) return badCalls.length === 0 ? 'calm' : 'unclear';
  if (value > limits[signal]) return badCalls.length >= minBadCalls ? 'bad' : 'between';
  return value <= limits[signal] * END_SHARE ? 'calm' : 'between';
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
 * One incident for all calls or, if all together are below the threshold, one for the tenants that
 * are above it: a small tenant without a single assistant hardly shows among all calls.
 */
function findBeginning({ incidents, signal, all, byTenant, options, now }: Beginning): Incident[] {
  const open = incidents.filter((each) => each.kind === signal && isOpen(each));
  if (open.some(({ tenantIds }) => tenantIds.length === 0)) return [];
  if (classifyReading(all[signal], signal, options) === 'bad') {
    return [buildIncident(signal, [], [all[signal]], now)];
  }
  // What has ended for a tenant may begin again while it continues for others.
  const parts = open.flatMap((each) => each.parts.filter(({ end }) => end === undefined));
  const known = new Set(parts.map(({ tenantId }) => tenantId));
  const bad = [...byTenant].filter(
    ([id, readings]) =>
      !known.has(id) && classifyReading(readings[signal], signal, options) === 'bad',
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
    parts: tenantIds.length === 0 ? [{}] : tenantIds.map((tenantId) => ({ tenantId })),
    since: first === undefined ? now : new Date(first.startMs).toISOString(),
    what: describeReading(signal, readings),
    affected: listAffected(badCalls),
    examples: badCalls.slice(-MAX_EXAMPLES).map(({ callSid, caller }) => `${callSid} (${caller})`),
    isSent: false,
  };
}

function listAffected(badCalls: readonly BadCall[]): string[] {
  const counts = new Map<string, number>();
  for (const { tenantId } of badCalls) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
}
