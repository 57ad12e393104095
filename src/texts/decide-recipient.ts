import type { CallRecord } from '../call-record/call-record';
import { decideCallers } from '../front-door/decide-callers';
import { decideCallback } from '../legs/decide-callback';
import type { LegRefusal } from '../legs/decide-leg';
import { classifyNumber } from '../phone/classify-number';
import { type E164, isE164 } from '../phone/e164';
import { isTollFree } from '../phone/toll-free';
import type { Tenant } from '../tenants/tenant';

/** Why a caller gets no text. */
export type RecipientRefusal =
  | LegRefusal
  /** Withheld, a SIP address or a client: there is nobody to text. */
  | 'no-number'
  /** Too short or too long for a phone. */
  | 'no-phone'
  | 'toll-free'
  /** By the tenant's list, or the country. */
  | 'blocked'
  /** The front door had doubts about the caller, so the number may be somebody else's. */
  | 'suspect'
  /** It is not known which number was called, so nobody can say what is foreign to it. */
  | 'no-called-number';

export type RecipientDecision =
  | { readonly to: E164; readonly why?: undefined }
  | { readonly to?: undefined; readonly why: RecipientRefusal };

/** What it depends on. */
export type RecipientFacts = Pick<
  CallRecord,
  'callerKind' | 'callerNumber' | 'calledNumber' | 'frontDoor'
> & {
  /** Whether this switchboard answers the caller's number itself. */
  readonly isOwn: boolean;
};

/**
 * Decides whether a caller may be texted. The number is a claim, as for a callback, and the same numbers
 * are refused: those of other countries, unless the tenant lists them, and those that are no phones.
 */
export function decideRecipient(
  { callerKind, callerNumber, calledNumber, frontDoor, isOwn }: RecipientFacts,
  { callers, outgoing }: Pick<Tenant, 'callers' | 'outgoing'>,
): RecipientDecision {
  if (callerKind !== 'number' || callerNumber === null) return { why: 'no-number' };
  if (!isE164(callerNumber) || !isPhone(callerNumber)) return { why: 'no-phone' };
  if (calledNumber === null) return { why: 'no-called-number' };
  const { country } = classifyNumber(callerNumber);
  const caller = { kind: 'number', number: callerNumber } as const;
  const place = { country, state: undefined };
  const facts = { caller, callerPlace: place, attestation: undefined, spamVerdict: undefined };
  const decision = decideCallers(callers, facts, {});
  if (decision.choice === 'block') return { why: 'blocked' };
  if (isSuspect(frontDoor.caller)) return { why: 'suspect' };
  const leg = decideCallback({
    to: callerNumber,
    isOwn,
    calledNumber,
    countries: outgoing?.countries ?? [],
    // Asked last, because it takes a request.
    hasFailedAttestation: false,
  });
  if (!leg.rings) return { why: leg.why };
  return isTollFree(callerNumber) ? { why: 'toll-free' } : { to: callerNumber };
}

/** North America's numbers have ten digits after +1; others so short are codes. */
function isPhone(number: E164): boolean {
  return number.startsWith('+1') ? /^\+1[2-9]\d{9}$/.test(number) : number.length > 8;
}

/** A key that everybody is asked for says nothing about a caller. */
function isSuspect(reason: string | null): boolean {
  return reason !== null && !reason.endsWith('everybody');
}
