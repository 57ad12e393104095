/**
 * What one phone call, one caller and one tenant may cause, in one place. docs/reference.md lists them
 * all; a rule test compares the two. Bounds of one phone call travel in its signed addresses; those of an hour
 * are counted in Twilio Sync, and where Sync does not answer nothing is refused.
 */
export const bounds = {
  /** `POST /call` requests for one conversation: the first and one more. */
  postsPerConversation: 2,
  /** Transfers that one phone call may begin. After the last one the caller gets the fallback. */
  transfersPerCall: 3,
  /** People whom one destination of a transfer rings: so many rounds too, where they are rung in turn. */
  peoplePerDestination: 5,
  /** People who are rung before the assistant, together or in turn. */
  peopleFirst: 5,
  /** People whom one step of a fallback chain rings. */
  peoplePerStep: 10,
  /** A leg of ours lasts so long, if nobody has pressed key 1 on it. */
  unacceptedLegSeconds: 180,
  /** A leg on which somebody has pressed key 1: as long as Twilio lets an unlimited call last. */
  talkSeconds: 14_400,
  /** Callback requests that a queue keeps: one page of Sync. */
  callbackPlaces: 100,
  /** Of these, how many for callers whose number no carrier vouches for: it may be invented. */
  unattestedCallbackPlaces: 70,
  /** Callback requests of such callers that are kept for a tenant in an hour. */
  unattestedCallbacksPerTenantHour: 40,
  /** Phones that are rung for a tenant's callback requests in an hour. */
  callbackLegsPerTenantHour: 120,
  /** `POST /call` requests for the caller at the front that messages about ended calls cause in an hour. */
  frontTriesPerTenantHour: 600,
  /** Signed webhooks to a tenant's servers in an hour; then one that says so. */
  webhooksPerTenantHour: 600,
  /** Text messages about voicemail to a tenant's numbers in an hour; then one summary to each number. */
  smsPerTenantHour: 40,
  /** Parts of a call record: so many of a call's webhooks are read, the first ones. */
  partsPerCall: 40,
  /** Placeholders of a tenant's own `body`: each may become 16,000 characters. */
  placeholdersPerBody: 60,
  /** Text messages to a tenant's callers in an hour, whatever its `perHour` says. */
  textsPerTenantHour: 200,
} as const;

export type Bound = keyof typeof bounds;

/** A bound that is counted by the hour. */
export type HourlyBound = Extract<Bound, `${string}PerTenantHour`>;
