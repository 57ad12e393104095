/** What may tell that all slots of an account are taken. */
export interface FullSigns {
  readonly status: number;
  /** A refusal's body as it came: the words stand in whichever field. */
  readonly refusal?: string;
  readonly isBlocked?: boolean | undefined;
  /** Texts of an answer that has no TwiML. */
  readonly reasons?: readonly (string | undefined)[];
}

const FULL_WORDS = /concurren/i;

/**
 * Returns whether Vapi means that no slot is free. It has been seen to say so by 400 and 429 with words
 * in `message` or `error`, and by a call that it made and at once gave up: flagged, or ended for
 * that reason. A 429 without those words is about requests per minute.
 */
export function isFull({ status, refusal, isBlocked, reasons = [] }: FullSigns): boolean {
  if (refusal !== undefined) {
    return (status === 400 || status === 429) && FULL_WORDS.test(refusal);
  }
  return isBlocked === true || reasons.some((reason) => FULL_WORDS.test(reason ?? ''));
}
