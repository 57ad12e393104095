/** How a call ends at the front door: its caller was not to get the assistant, so nothing failed. */
export const doorEnds = ['people-answered', 'rejected', 'refused', 'over-limit', 'closed'] as const;

export type DoorEnd = (typeof doorEnds)[number];

/** The exit entries of Functions that follow the front door's plan. */
const DOOR_EVENTS: ReadonlySet<unknown> = new Set([
  'incoming_call.answered',
  'front_door.answered',
]);

/** By the outcome of the exit entry. Of these two Functions, `voicemail` is what blocked callers get. */
const ENDS: ReadonlyMap<string, DoorEnd> = new Map([
  ['people-answered', 'people-answered'],
  ['rejected', 'rejected'],
  ['busy', 'rejected'],
  ['refused', 'refused'],
  ['voicemail', 'refused'],
  ['over-limit', 'over-limit'],
  ['closed', 'closed'],
]);

/** Returns how the front door ended the call; undefined if the entry is about something else. */
export function findDoorEnd(event: unknown, outcome: string): DoorEnd | undefined {
  return DOOR_EVENTS.has(event) ? ENDS.get(outcome) : undefined;
}

export function isDoorEnd(callClass: string): callClass is DoorEnd {
  return doorEnds.some((end) => end === callClass);
}

const CALLERS_REASON = /^callers: (block|challenge) \(([a-z-]+)\)$/;

const LIMITS_REASON = /^limits: fallback \((\w+)\)$/;

/**
 * Returns why the front door did not simply let the caller through, from its log entry: the rule, like
 * `blocked-number`, and `challenge-…` if the rule asked for a key.
 */
export function findDoorReason({
  event,
  reasons,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (event !== 'front_door.decided' || !Array.isArray(reasons)) return undefined;
  for (const reason of reasons as readonly unknown[]) {
    const [, choice, why] = CALLERS_REASON.exec(String(reason)) ?? [];
    if (choice === 'block') return why;
    // A met limit ends the call before anybody is challenged.
    const [, limit] =
      LIMITS_REASON.exec(reasons.map(String).find((each) => LIMITS_REASON.test(each)) ?? '') ?? [];
    if (limit !== undefined) return limit;
    if (why !== undefined) return `challenge-${why}`;
  }
  return undefined;
}
