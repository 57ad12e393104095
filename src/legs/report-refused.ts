import type { Logger } from '../log/logger';
import { maskNumber } from '../log/redact';
import type { LegRefusal } from './decide-leg';

/** Leaves the log entry of a leg that is not rung. */
export function reportRefusedLeg(
  log: Logger,
  leg: { readonly purpose: 'callback' | 'transfer' | 'fallback'; readonly to: string },
  why: LegRefusal,
): void {
  const { purpose, to } = leg;
  log.info('leg.refused', 'A number is not rung', { purpose, to: maskNumber(to), why });
}
