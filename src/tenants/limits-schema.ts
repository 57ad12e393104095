import * as v from 'valibot';
import { oneOf, wholeNumber } from './schema-parts';

const NO_MONEY = 'is not an amount of US dollars from 0.01 to 1000000';

/** How much a tenant may use. What is counted is counted after the fact, so calls at the same moment may pass together. */
export const limits = v.strictObject({
  /** Of phone calls to the tenant's numbers, in a month on the tenant's calendar. */
  minutesPerMonth: v.optional(wholeNumber(1, 1_000_000, 'minutes')),
  /** Answered phone calls, in a day on the tenant's calendar. */
  callsPerDay: v.optional(wholeNumber(1, 100_000, 'calls')),
  /** How long an assistant may talk in one conversation. Vapi's own bounds. */
  maxCallSeconds: v.optional(wholeNumber(10, 43_200, 'seconds')),
  /** What Vapi reports as the cost of calls, in a month on the tenant's calendar. */
  monthlyCostUsd: v.optional(
    v.pipe(v.number(NO_MONEY), v.minValue(0.01, NO_MONEY), v.maxValue(1_000_000, NO_MONEY)),
  ),
  /** What happens at a limit: a warning, or callers get the fallback. */
  onLimit: v.optional(oneOf(['warn', 'fallback']), 'warn'),
});

/** How much a tenant may use, as the tenant file writes it. */
export type Limits = v.InferOutput<typeof limits>;
