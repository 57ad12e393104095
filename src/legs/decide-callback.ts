import { classifyNumber } from '../phone/classify-number';
import { type E164, isE164 } from '../phone/e164';
import { decideLeg, type LegDecision, type LegFacts, RINGS } from './decide-leg';

/** Where a tenant's callers may be called back, besides the country of its own number. */
export interface CallbackFacts extends LegFacts {
  /** The tenant's number, which was called and will be shown. */
  readonly calledNumber: string;
  /** ISO 3166. */
  readonly countries: readonly string[];
  /** Whether the caller's carrier says that the number is not theirs. */
  readonly hasFailedAttestation: boolean;
}

/**
 * Decides whether a caller may be rung at the number that they showed. It is a claim: the tenant pays
 * for the leg, and the caller may be the one who earns by it.
 */
export function decideCallback(facts: CallbackFacts): LegDecision {
  const { to, calledNumber, countries, hasFailedAttestation } = facts;
  const decision = decideLeg(facts);
  if (!decision.rings) return decision;
  if (!isE164(calledNumber)) return { rings: false, why: 'not-e164' };
  if (calledNumber === to) return { rings: false, why: 'own-number' };
  if (hasFailedAttestation) return { rings: false, why: 'failed-attestation' };
  return decideNumber(to as E164, [classifyNumber(calledNumber).country, ...countries]);
}

/** Decides what a number's own digits say: its country, and what it costs. */
export function decideNumber(to: E164, countries: readonly (string | undefined)[]): LegDecision {
  const { country, kind } = classifyNumber(to);
  if (country === undefined || !countries.includes(country)) {
    return { rings: false, why: 'other-country' };
  }
  return kind === 'ordinary' ? RINGS : { rings: false, why: kind };
}
