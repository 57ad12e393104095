/** How a command ended, for scripts. Documented in docs/operations.md; a change is a breaking one. */
export const exitCodes = {
  /** Done, or nothing to do. */
  done: 0,
  /** Ran, and found a problem or a drift. */
  found: 1,
  /** Wrong usage. */
  usage: 2,
  /** Configuration or credentials are missing or wrong. */
  configuration: 3,
  /** Twilio or Vapi cannot be reached, or refuses. */
  vendor: 4,
  /** Applied in part: run it again. */
  partly: 5,
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
