import { type DoorEnd, doorEnds } from '../reconcile/door-end';
import type { Figures, WordCounts } from './figures';

/** What the front door ended, and what that may have saved. */
export interface DoorData {
  readonly ends: Readonly<Record<DoorEnd, number>>;
  /** Rejected and refused calls by the rule that stopped them, as far as the log says. */
  readonly refusals: WordCounts;
  /** How long people talked who were rung first: Twilio's duration of the callers' legs. */
  readonly peopleTalkSeconds: number;
  /**
   * What calls that were refused or taken by people might have talked with the assistant: each as long as
   * that tenant's average. `null`: no tenant with such calls has an average.
   */
  readonly estimatedSavedSeconds: number | null;
  /** Such calls of tenants without an average: the estimate leaves them out. */
  readonly callsWithoutEstimate: number;
}

/** @param byTenant the same calls, by tenant: each has an average of its own */
export function toDoorData(figures: Figures, byTenant: Iterable<Figures>): DoorData {
  const { ends, refusals, peopleTalkSeconds } = figures.door;
  let savedMs: number | undefined;
  let callsWithoutEstimate = 0;
  for (const { door, talkMs, answerTimes } of byTenant) {
    const saved = door.ends.rejected + door.ends.refused + door.ends['people-answered'];
    if (answerTimes.count > 0) savedMs = (savedMs ?? 0) + (saved * talkMs) / answerTimes.count;
    else callsWithoutEstimate += saved;
  }
  return {
    ends,
    refusals,
    peopleTalkSeconds,
    estimatedSavedSeconds: savedMs === undefined ? null : Math.round(savedMs / 1_000),
    callsWithoutEstimate,
  };
}

/** Returns whether the front door ended any call. */
export function hasDoorEnds({ ends }: Pick<DoorData, 'ends'>): boolean {
  return doorEnds.some((end) => ends[end] > 0);
}
