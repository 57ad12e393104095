import { explainTextError } from '../../../src/texts/text-errors';
import type { Verdict } from '../../history/reconcile/classify';
import { isDoorEnd } from '../../history/reconcile/door-end';
import { isWanted } from '../../history/reconcile/function-trace';
import type { JoinedCall } from '../../history/reconcile/join-calls';
import type { MetBound } from '../../history/reconcile/met-bound';
import { measureTimeToAnswer, measureTimeToJoin } from '../../history/reconcile/time-to-answer';
import { Sample } from '../../history/report/sample';

/** The aspects of calls that are watched. */
export const signals = ['never-reached-vapi', 'fallback', 'stream-errors', 'slow-answer'] as const;

export type Signal = (typeof signals)[number];

/** The value from which a signal is bad: shares from 0 to 1, `slow-answer` in seconds. */
export type Limits = Readonly<Record<Signal, number>>;

export interface BadCall {
  readonly callSid: string;
  readonly startMs: number;
  /** Masked. */
  readonly caller: string;
  readonly tenantId: string;
}

export interface Reading {
  /** Calls that could have been bad. */
  readonly callCount: number;
  /** Oldest first. */
  readonly badCalls: readonly BadCall[];
  /** A share from 0 to 1; for `slow-answer`, the 95th percentile in seconds. */
  readonly value: number;
}

export type Readings = Readonly<Record<Signal, Reading>>;

/** A call, and what was wrong with it. */
export interface SeenCall extends BadCall {
  readonly bad?: Signal | undefined;
  readonly answeredAfterMs?: number | undefined;
}

/** Collects the calls of a window, and reads the signals of all or of one tenant's. */
export class CallCollector {
  readonly #calls: SeenCall[] = [];
  readonly metBounds: MetBound[] = [];
  /** Texts that fail until somebody does something about it. */
  readonly failedTexts: MetBound[] = [];

  /**
   * @param delayedIds tenants whose callers may wait for people or questions first: only the time that
   * the assistant takes to join says whether it is slow
   */
  constructor(private readonly delayedIds: ReadonlySet<string> = new Set()) {}

  /**
   * @param call with what became of it; those of which nothing is known yet are left out, and those that
   * were not to get the assistant
   */
  add(call: JoinedCall, verdict: Verdict): void {
    const { callClass } = verdict;
    if (callClass === 'abandoned' || callClass === 'unknown' || isDoorEnd(callClass)) return;
    const { callSid, startMs, tenantId, caller } = call.twilio;
    this.#calls.push({
      callSid,
      startMs,
      tenantId,
      caller: caller.shown,
      bad: findBad(verdict),
      answeredAfterMs: this.delayedIds.has(tenantId)
        ? measureTimeToJoin(call.vapi)
        : measureTimeToAnswer(call),
    });
  }

  /** What limits count is read in Sync, whatever the log says. */
  addMetBound(met: MetBound): void {
    switch (met.kind) {
      case 'bound':
        this.metBounds.push(met);
        return;
      case 'text':
        if (explainTextError(Number(met.bound)).isOurs) this.failedTexts.push(met);
        return;
      case 'limit':
        return;
    }
  }

  get callCount(): number {
    return this.#calls.length;
  }

  listTenantIds(): string[] {
    return [...new Set(this.#calls.map(({ tenantId }) => tenantId))].sort();
  }

  /** Returns the calls, oldest first. @param tenantId undefined = all calls */
  list(tenantId?: string): SeenCall[] {
    return this.#calls
      .filter((call) => tenantId === undefined || call.tenantId === tenantId)
      .sort((a, b) => a.startMs - b.startMs);
  }
}

/** Returns what the signals say of calls, which come oldest first. */
export function readSignals(calls: readonly SeenCall[], limits: Limits): Readings {
  return Object.fromEntries(
    signals.map((signal) => [
      signal,
      signal === 'slow-answer' ? readSlow(calls, limits[signal]) : readShare(calls, signal),
    ]),
  ) as Record<Signal, Reading>;
}

function findBad({ callClass, outcome }: Verdict): Signal | undefined {
  switch (callClass) {
    case 'never-reached-vapi':
      return 'never-reached-vapi';
    case 'reached-vapi-no-stream':
      return 'stream-errors';
    case 'ended-in-fallback':
      // The operator's own switch is no incident, nor is what callers in the queue choose.
      return isWanted(outcome) ? undefined : 'fallback';
    case 'answered-by-assistant':
    case 'transferred':
    case 'people-answered':
    case 'rejected':
    case 'refused':
    case 'over-limit':
    case 'closed':
    case 'abandoned':
    case 'unknown':
    case 'vapi-orphan':
      return undefined;
  }
}

function readShare(calls: readonly SeenCall[], signal: Signal): Reading {
  const badCalls = calls.filter(({ bad }) => bad === signal);
  return {
    callCount: calls.length,
    badCalls,
    value: calls.length === 0 ? 0 : badCalls.length / calls.length,
  };
}

function readSlow(calls: readonly SeenCall[], limitSeconds: number): Reading {
  const times = new Sample();
  for (const { answeredAfterMs } of calls) {
    if (answeredAfterMs !== undefined) times.add(answeredAfterMs);
  }
  return {
    callCount: times.count,
    badCalls: calls.filter(({ answeredAfterMs = 0 }) => answeredAfterMs > limitSeconds * 1_000),
    value: times.quantileSeconds(0.95) ?? 0,
  };
}
