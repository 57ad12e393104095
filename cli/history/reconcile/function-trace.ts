import type { DoorEnd } from './door-end';

/**
 * The last step of a fallback that is known to have begun; `callback`: the caller hung up to be
 * called back.
 */
export type FallbackKind = 'say' | 'dial' | 'voicemail' | 'callback' | 'unknown';

/** What our Functions logged about one call. */
export interface FunctionTrace {
  /** Whose call it was, by the file that the Functions had then. */
  readonly tenantId?: string | undefined;
  /**
   * From the exit entry of the Function that decided what the caller got; undefined if there is
   * none.
   */
  readonly outcome?: string | undefined;
  /** How the front door ended the call. */
  readonly doorEnd?: DoorEnd | undefined;
  /** Which rule for callers made the front door stop them. */
  readonly doorReason?: string | undefined;
  /** Why the caller left the queue for the fallback. */
  readonly leftBecause?: string | undefined;
  /** The last step of the fallback that a Function was asked for. */
  readonly step?: FallbackKind | undefined;
  /** How the last transfer to a person went. */
  readonly transferOutcome?: string | undefined;
  /** Streams that failed, by their sid: Twilio's error code, or `unknown`. */
  readonly streamFailures?: Readonly<Record<string, string>> | undefined;
}

/** The outcome while people ring who come before the assistant; how that went is another entry. */
export const PEOPLE_RUNG = 'people-rung';

const UNDECIDED = new Set([
  PEOPLE_RUNG,
  'challenged',
  'language-asked',
  'consent-asked',
  'caller-left',
  'queued',
  'passes-queue',
  'ask-again',
  'hangup',
]);

/**
 * The operator's own switch, what callers in the queue choose, and the end of a talk with a person.
 */
const WANTED: ReadonlySet<string | undefined> = new Set([
  'outage',
  'callback',
  'voicemail',
  'goodbye',
]);

/** Returns whether somebody wanted an outcome other than the assistant: then it is no fault. */
export function isWanted(outcome: string | undefined): boolean {
  return WANTED.has(outcome);
}

/**
 * Returns whether an exit entry's outcome leaves open what the caller got: asked, or waiting for people
 * or in the queue.
 */
export function isUndecided(outcome: string): boolean {
  return UNDECIDED.has(outcome);
}
