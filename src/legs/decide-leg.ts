import { isE164 } from '../phone/e164';

/** Why a leg is not rung. */
export type LegRefusal =
  /** No phone number: a SIP address, digits to dial after the answer, anything. */
  | 'not-e164'
  /** A number that this switchboard answers: the call would come back. */
  | 'own-number'
  /** The number that calls, or has forwarded the call to us: the leg would come back, too. */
  | 'would-loop'
  /** The caller's carrier says that the number is not theirs. */
  | 'failed-attestation'
  /** Of another country than the tenant's number, or of none, and the tenant does not list it. */
  | 'other-country'
  | 'premium-rate'
  | 'shared-cost'
  | 'personal';

export type LegDecision =
  | { readonly rings: true; readonly why?: undefined }
  | { readonly rings: false; readonly why: LegRefusal };

/** What every outgoing leg is decided by. */
export interface LegFacts {
  readonly to: string;
  /** Whether this switchboard answers the number itself. */
  readonly isOwn: boolean;
  /** Numbers from which the call came. */
  readonly cameFrom?: readonly (string | undefined)[];
}

export const RINGS: LegDecision = { rings: true };

/**
 * Decides whether a number that a tenant has written down may be rung: its choice, wherever it is, so
 * long as the call does not come back. For numbers that callers bring there is `decideCallback`.
 */
export function decideLeg({ to, isOwn, cameFrom = [] }: LegFacts): LegDecision {
  if (!isE164(to)) return { rings: false, why: 'not-e164' };
  if (isOwn) return { rings: false, why: 'own-number' };
  if (cameFrom.includes(to)) return { rings: false, why: 'would-loop' };
  return RINGS;
}
