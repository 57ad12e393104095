/** The last step of a fallback that is known to have begun. */
export type FallbackStep = 'say' | 'dial' | 'voicemail' | 'unknown';

/** What our Functions logged of one call. */
export interface FunctionTrace {
  /** Of the exit line of /incoming-call; undefined where there is none. */
  readonly outcome?: string | undefined;
  /** The last step of the fallback that a Function was asked for. */
  readonly step?: FallbackStep | undefined;
  /** How the last transfer to a person went. */
  readonly transferOutcome?: string | undefined;
  /** Streams that failed, by their sid: Twilio's error code, or `unknown`. */
  readonly streamFailures?: Readonly<Record<string, string>> | undefined;
}

const UNDECIDED = new Set([
  'consent-asked',
  'caller-left',
  'queued',
  'passes-line',
  'ask-again',
  'hangup',
]);

/** Tells whether an exit line's outcome leaves open what the caller got: asked, or waiting in line. */
export function isUndecided(outcome: string): boolean {
  return UNDECIDED.has(outcome);
}
