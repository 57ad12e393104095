/**
 * How a command ended, for scripts. Documented in docs/operations.md; changing one is a breaking
 * change.
 */
export const exitCodes = {
  /** Done, or nothing to do. */
  done: 0,
  /** Ran, and found a problem or drift. */
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

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const BY_WEIGHT: readonly ExitCode[] = [exitCodes.vendor, exitCodes.configuration, exitCodes.found];

/** Returns how a command ends: a failure to look outweighs what was found. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? exitCodes.done;
}
