import type { CallClass } from '../reconcile/classify';

/** What became of a call, in words for people who do not know the classes; each call has one. */
export const callOutcomes = [
  'assistant',
  'transferred',
  'people',
  'fallback',
  'no-assistant',
  'refused',
  'over-limit',
  'closed',
  'abandoned',
  'unknown',
] as const;

export type CallOutcome = (typeof callOutcomes)[number];

export type OutcomeCounts = Record<CallOutcome, number>;

const OUTCOME_OF: Readonly<Record<CallClass, CallOutcome>> = {
  'answered-by-assistant': 'assistant',
  transferred: 'transferred',
  'ended-in-fallback': 'fallback',
  'never-reached-vapi': 'no-assistant',
  'reached-vapi-no-stream': 'no-assistant',
  'people-answered': 'people',
  rejected: 'refused',
  refused: 'refused',
  'over-limit': 'over-limit',
  closed: 'closed',
  abandoned: 'abandoned',
  unknown: 'unknown',
  // This class counts calls at Vapi: no call at Twilio has it.
  'vapi-orphan': 'unknown',
};

export function outcomeOf(callClass: CallClass): CallOutcome {
  return OUTCOME_OF[callClass];
}

/** Outcomes of calls that the front door ended: they were not to get the assistant. */
export const DOOR_OUTCOMES = ['people', 'refused', 'over-limit', 'closed'] as const;

/** Returns the outcomes that a table has rows for: those of front doors only where there are any. */
export function listOutcomes(counts: OutcomeCounts): readonly CallOutcome[] {
  const isOfDoor = (name: CallOutcome) => DOOR_OUTCOMES.some((each) => each === name);
  return callOutcomes.filter((name) => !isOfDoor(name) || counts[name] > 0);
}

/** Returns a count of 0 for each outcome. */
export function newOutcomeCounts(): OutcomeCounts {
  return Object.fromEntries(callOutcomes.map((name) => [name, 0])) as OutcomeCounts;
}
