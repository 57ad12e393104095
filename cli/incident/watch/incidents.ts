import * as v from 'valibot';
import { signals } from './signals';

const time = v.pipe(v.string(), v.isoTimestamp());

const part = v.strictObject({
  /** Undefined = all calls taken together. */
  tenantId: v.optional(v.string()),
  /** Since when everything has been well; it ends once that has lasted. */
  calmSince: v.optional(time),
  /** Since when there has been no call. */
  silentSince: v.optional(time),
  /**
   * Why nothing more is expected: all is well, nobody calls, or the tenant is no longer watched.
   */
  end: v.optional(v.picklist(['well', 'silent', 'gone'])),
});

const incident = v.strictObject({
  id: v.string(),
  kind: v.picklist([
    ...signals,
    'bound-met',
    'limit-near',
    'limit-met',
    'texts-fail',
    'cannot-look',
  ]),
  /** Empty = all calls taken together. */
  tenantIds: v.array(v.string()),
  /** One for each tenant, or one for all. */
  parts: v.array(part),
  /** Start of the first bad call, or of the first failed look. */
  since: time,
  /** What is wrong, in the words of its beginning. */
  what: v.string(),
  /** Tenants with bad calls at the beginning, those with the most first. */
  affected: v.array(v.string()),
  /** Calls to look at, as shown to people. */
  examples: v.array(v.string()),
  /** Whether its beginning has been sent. */
  isSent: v.boolean(),
  /** Set once all its parts have ended; kept until the end has been sent. */
  endedAt: v.optional(time),
});

const seenCall = v.strictObject({
  callSid: v.string(),
  startMs: v.number(),
  /** Masked. */
  caller: v.string(),
  bad: v.optional(v.picklist(signals)),
  answeredAfterMs: v.optional(v.number()),
});

/** What a watch remembers from round to round. */
export const watchStateSchema = v.strictObject({
  schemaVersion: v.literal(2),
  /** Since when the vendors cannot be asked. */
  blindSince: v.optional(time),
  /** Since when Vapi cannot be asked with a key, by its variable. */
  blindKeys: v.optional(v.record(v.string(), time)),
  incidents: v.array(incident),
  /** The last calls of each tenant, oldest first: a small one has few of them in a window. */
  lastCalls: v.optional(v.record(v.string(), v.array(seenCall))),
});

/** Something that is wrong, reported once when it begins and once when it is over. */
export type Incident = Readonly<v.InferOutput<typeof incident>>;

/** What has become of one tenant of an incident. */
export type Part = Readonly<v.InferOutput<typeof part>>;

/** What a watch remembers from round to round. */
export type WatchState = Readonly<v.InferOutput<typeof watchStateSchema>>;

/** What a first round remembers. */
export const NOTHING_YET: WatchState = { schemaVersion: 2, incidents: [] };

export const isOpen = ({ endedAt }: Incident): boolean => endedAt === undefined;

export const isUntold = (each: Incident): boolean => !each.isSent || !isOpen(each);
