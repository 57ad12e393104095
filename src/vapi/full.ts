/** Where Vapi may say that all slots of an account are taken. */
export interface FullSigns {
  readonly status: number;
  /** The body of a refusal as it came: any field may have the words. */
  readonly refusal?: string;
  readonly isBlocked?: boolean | undefined;
  /** Texts of an answer that has no TwiML. */
  readonly reasons?: readonly (string | undefined)[];
}

const FULL_WORDS = /concurren/i;

/**
 * Returns whether Vapi means that no slot is free. It has done so by 400 and 429 with words in
 * `message` or `error`, and by a call that it created and ended at once: flagged, or ended for that
 * reason. A 429 without those words is about requests per minute.
 */
export function isFull({ status, refusal, isBlocked, reasons = [] }: FullSigns): boolean {
  if (refusal !== undefined) {
    return (status === 400 || status === 429) && FULL_WORDS.test(refusal);
  }
  return isBlocked === true || reasons.some((reason) => FULL_WORDS.test(reason ?? ''));
}
