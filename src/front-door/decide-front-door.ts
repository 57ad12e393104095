import type { ClosedByHand } from '../config/closed-by-hand';
import { chooseByPlace } from '../phone/place-rules';
import type { Place } from '../phone/place';
import { chooseConsent } from '../recording/consent';
import type { PeopleFirst } from '../tenants/answer-first-schema';
import { type CountedLimit, refusesAtLimit } from '../limits/usage';
import { DISCLOSURE_KINDS } from '../tenants/constants';
import { decideHours, type HoursDecision } from '../tenants/hours';
import type { LanguageLine } from '../tenants/languages-schema';
import type { Tenant } from '../tenants/tenant';
import type { ClosedReason, DoorState } from '../phone/door-state';
import type { IncomingCall } from '../twilio/incoming-call';
import { type CallCounts, decideCallers } from './decide-callers';
import { type CallEnds, listPeople } from './list-people';

/** What the plan depends on. */
export interface DoorFacts {
  readonly call: Pick<
    IncomingCall,
    'caller' | 'callerPlace' | 'attestation' | 'spamVerdict' | 'door'
  >;
  readonly tenant: Tenant;
  readonly at: Date;
  readonly closedByHand: ClosedByHand | undefined;
  readonly counts: CallCounts;
  /** Limits that the tenant has met; undefined = not looked at: only a new call is. */
  readonly metLimits?: readonly CountedLimit[] | undefined;
  readonly ends: CallEnds;
}

/** What a caller meets. Each step before the last needs an answer: a key, or how ringing went. */
export type DoorStep =
  /** Refused without being answered: unbilled, and Vapi is not asked. */
  | { readonly kind: 'reject'; readonly reason: 'rejected' | 'busy' }
  /** A sentence, and nothing more. */
  | { readonly kind: 'refuse' }
  | { readonly kind: 'voicemail' }
  | { readonly kind: 'challenge' }
  | { readonly kind: 'people'; readonly people: PeopleFirst }
  | { readonly kind: 'menu'; readonly menu: readonly LanguageLine[] }
  /** Whether the call may be recorded; said with it, that an AI answers. */
  | { readonly kind: 'consent' }
  /** The fallback of a tenant that has met one of its limits. */
  | { readonly kind: 'over-limit' }
  /** The fallback chain for a closed business. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'assistant' };

/** One choice, and why it was made. */
export interface DoorReason {
  readonly part:
    'callers' | 'limits' | 'hours' | 'answerFirst' | 'languages' | 'disclosure' | 'recording';
  readonly choice: string;
  readonly why: string;
}

/** What a caller meets from here on, in order, and why. */
export interface DoorPlan {
  readonly steps: readonly [DoorStep, ...DoorStep[]];
  readonly reasons: readonly DoorReason[];
  /** What is known from now on. */
  readonly door: DoorState;
}

/** Returns whether a tenant's callers meet anything but its assistant. */
export function hasFrontDoor(tenant: Tenant, closedByHand: ClosedByHand | undefined): boolean {
  const { callers, hours, answerFirst, languages, disclosure, recording } = tenant;
  const parts = [callers, hours, answerFirst, languages, disclosure, recording, closedByHand];
  return parts.some((part) => part !== undefined) || refusesAtLimit(tenant);
}

/**
 * Decides everything that comes before the assistant. Pure: the same facts give the same plan. Asked again
 * with what a step has found out, it returns the steps that are left.
 */
export function decideFrontDoor(facts: DoorFacts): DoorPlan {
  const { call, tenant } = facts;
  const hours = decideOpening(facts);
  const ringing = decideRinging(tenant, { ...call.door, ...hours.door }, facts.ends);
  const { door } = ringing;
  const admission = door.isAdmitted === true ? undefined : decideAdmission(facts);
  const limit = findMetLimit(facts);
  const reasons = [
    ...(admission?.reasons ?? []),
    ...explainLimit(limit),
    ...hours.reasons,
    ...ringing.reasons,
    ...explainLanguage(tenant, call.callerPlace, door),
    ...explainPlaces(tenant, call.callerPlace),
  ];
  if (admission?.end !== undefined) return { steps: [admission.end], reasons, door };
  if (limit !== undefined) return { steps: [{ kind: 'over-limit' }], reasons, door };
  const language = chooseLanguage(tenant, call.callerPlace, door);
  return {
    steps: [
      ...(admission?.isChallenged === true ? [{ kind: 'challenge' } as const] : []),
      ...ringing.steps,
      ...(language.menu === undefined ? [] : [{ kind: 'menu', menu: language.menu } as const]),
      ...planEnd(tenant, call.callerPlace, door),
    ] as [DoorStep, ...DoorStep[]],
    reasons,
    door: {
      ...door,
      isAdmitted: door.isAdmitted ?? (admission?.isAdmitted === true ? true : undefined),
      language: language.chosen ?? door.language,
    },
  };
}

interface Admission {
  readonly reasons: readonly DoorReason[];
  /** Undefined = the call continues. */
  readonly end?: DoorStep;
  readonly isChallenged: boolean;
  /** Whether it has to be remembered that the caller may pass. */
  readonly isAdmitted: boolean;
}

function decideAdmission({ tenant: { callers }, call, counts }: DoorFacts): Admission {
  if (callers === undefined) return { reasons: [], isAdmitted: false, isChallenged: false };
  const { choice, why } = decideCallers(callers, call, counts);
  return {
    reasons: [{ part: 'callers', choice, why }],
    isAdmitted: choice === 'admit',
    isChallenged: choice === 'challenge',
    ...(choice === 'block' ? { end: refuse(callers.onBlocked) } : {}),
  };
}

/** Returns what a caller gets who does not get through. */
export function refuse(how: 'reject' | 'busy' | 'message' | 'voicemail'): DoorStep {
  switch (how) {
    case 'reject':
      return { kind: 'reject', reason: 'rejected' };
    case 'busy':
      return { kind: 'reject', reason: 'busy' };
    case 'message':
      return { kind: 'refuse' };
    case 'voicemail':
      return { kind: 'voicemail' };
  }
}

/** A call that came in while the business was open stays so: it is decided once. */
export function decideOpening({
  tenant,
  call: { door },
  at,
  closedByHand,
}: Pick<DoorFacts, 'tenant' | 'at' | 'closedByHand'> & {
  readonly call: Pick<IncomingCall, 'door'>;
}): {
  readonly door: Pick<DoorState, 'arrivedAtMs' | 'closedBy'>;
  readonly reasons: readonly DoorReason[];
} {
  const { arrivedAtMs, closedBy } = door;
  if (arrivedAtMs !== undefined) return { door: { arrivedAtMs, closedBy }, reasons: [] };
  if (tenant.hours === undefined && closedByHand === undefined) return { door: {}, reasons: [] };
  const decision = decideHours(tenant.hours, at, closedByHand);
  const { isOpen, why, name } = decision;
  return {
    door: { arrivedAtMs: at.getTime(), closedBy: closedReasonOf(decision) },
    reasons: [
      {
        part: 'hours',
        choice: isOpen ? 'open' : 'closed',
        why: name === undefined ? why : `${why}: ${name}`,
      },
    ],
  };
}

function closedReasonOf({ isOpen, why }: HoursDecision): ClosedReason | undefined {
  if (isOpen) return undefined;
  return why === 'week' || why === 'no-hours' ? 'hours' : why;
}

/** Blocked callers are refused before that; suspects are not challenged for a fallback. */
function findMetLimit({ tenant, metLimits = [] }: DoorFacts): CountedLimit | undefined {
  return refusesAtLimit(tenant) ? metLimits[0] : undefined;
}

function explainLimit(limit: CountedLimit | undefined): readonly DoorReason[] {
  return limit === undefined ? [] : [{ part: 'limits', choice: 'fallback', why: limit }];
}

interface Ringing {
  readonly steps: readonly DoorStep[];
  readonly reasons: readonly DoorReason[];
  readonly door: DoorState;
}

/** Where nobody may be rung, ringing has failed before it began. */
function decideRinging({ answerFirst }: Tenant, door: DoorState, ends: CallEnds): Ringing {
  if (answerFirst === undefined || door.ringOutcome !== undefined) {
    return { steps: [], reasons: [], door };
  }
  const when = door.closedBy === undefined ? 'open' : 'closed';
  const people = answerFirst[when];
  const explain = (choice: string, why: string): readonly DoorReason[] => [
    { part: 'answerFirst', choice, why },
  ];
  if (people === undefined) return { steps: [], reasons: explain('assistant', when), door };
  if (listPeople(people, ends).length === 0) {
    const reasons = explain('assistant', 'call would come back');
    return { steps: [], reasons, door: { ...door, ringOutcome: 'failed' } };
  }
  return { steps: [{ kind: 'people', people }], reasons: explain('people', when), door };
}

/** The caller's choice, then their country's rule, then the menu. */
function chooseLanguage(
  { languages }: Tenant,
  { country }: Place,
  { language }: DoorState,
): { readonly chosen?: string; readonly menu?: readonly LanguageLine[] } {
  if (languages === undefined || language !== undefined) return {};
  const rule = languages.byCountry.find((candidate) => candidate.country === country);
  return rule === undefined ? { menu: languages.menu } : { chosen: rule.language };
}

function explainLanguage(tenant: Tenant, place: Place, door: DoorState): readonly DoorReason[] {
  const { chosen, menu } = chooseLanguage(tenant, place, door);
  if (chosen !== undefined) {
    return [{ part: 'languages', choice: chosen, why: `country ${place.country}` }];
  }
  if (menu === undefined) return [];
  const why = place.country === undefined ? 'unknown country' : `no rule for ${place.country}`;
  return [{ part: 'languages', choice: 'menu', why }];
}

function planEnd(tenant: Tenant, place: Place, door: DoorState): readonly DoorStep[] {
  const { whenClosed } = tenant;
  if (door.closedBy !== undefined && whenClosed !== undefined && 'fallback' in whenClosed) {
    return [{ kind: 'closed' }];
  }
  const isAsked = chooseConsent(tenant.recording, place) === 'ask';
  return [...(isAsked ? [{ kind: 'consent' } as const] : []), { kind: 'assistant' }];
}

/** Returns whether a caller from a place is told that an AI answers. */
export function isAiDisclosed({ disclosure }: Tenant, place: Place): boolean {
  if (disclosure === undefined) return false;
  const { default: usual, rules } = disclosure;
  const kinds = rules.map(({ disclosure: kind, ...where }) => ({ ...where, kind }));
  return chooseByPlace({ usual, rules: kinds }, place, DISCLOSURE_KINDS) === 'announce';
}

function explainPlaces(tenant: Tenant, place: Place): readonly DoorReason[] {
  const from = [place.country ?? 'an unknown place', place.state].filter(Boolean).join(' ');
  const { disclosure, recording } = tenant;
  const told = isAiDisclosed(tenant, place) ? 'announce' : 'none';
  const asked = chooseConsent(recording, place);
  return [
    ...(disclosure === undefined
      ? []
      : [{ part: 'disclosure', choice: told, why: from } satisfies DoorReason]),
    ...(recording === undefined
      ? []
      : [{ part: 'recording', choice: asked, why: from } satisfies DoorReason]),
  ];
}
