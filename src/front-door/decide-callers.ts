import type { Caller } from '../phone/caller';
import type { CallerChoice, Callers } from '../tenants/callers-schema';
import type { IncomingCall } from '../twilio/incoming-call';

/** How many calls there have been, this one with them. Undefined = not counted. */
export interface CallCounts {
  readonly callerHour?: number | undefined;
  readonly callerDay?: number | undefined;
  readonly atOnce?: number | undefined;
}

export type CallerDecision =
  | { readonly choice: 'admit'; readonly why: AdmitReason }
  | { readonly choice: 'challenge' | 'block'; readonly why: SuspectReason };

type AdmitReason = 'no-rule' | 'allowed' | 'not-suspect';

type SuspectReason =
  | 'blocked-number'
  | 'anonymous'
  | 'country'
  | 'failed-verification'
  | 'spam'
  | 'caller-limit'
  | 'at-once-limit'
  | 'everybody';

export type CallerFacts = Pick<
  IncomingCall,
  'caller' | 'callerPlace' | 'attestation' | 'spamVerdict'
>;

/** Decides whether a caller gets through. A number on both lists gets through. */
export function decideCallers(
  callers: Callers | undefined,
  facts: CallerFacts,
  counts: CallCounts,
): CallerDecision {
  if (callers === undefined) return { choice: 'admit', why: 'no-rule' };
  const { allow = [], block = [] } = callers;
  if (matches(facts.caller, allow)) return { choice: 'admit', why: 'allowed' };
  if (matches(facts.caller, block)) return { choice: 'block', why: 'blocked-number' };
  const suspicions = listSuspicions(callers, facts, counts);
  const isBlocked = suspicions.find(({ choice }) => choice === 'block');
  const isChallenged = suspicions.find(({ choice }) => choice === 'challenge');
  const { choice, why } = isBlocked ?? isChallenged ?? {};
  return choice === undefined || why === undefined || choice === 'answer'
    ? { choice: 'admit', why: 'not-suspect' }
    : { choice, why };
}

/**
 * Returns whether counts may change that. Callers who are allowed, or blocked for another reason, are not
 * counted: a blocked number's calls must not take the places of others.
 */
export function areCountsNeeded(callers: Callers | undefined, facts: CallerFacts): boolean {
  if (callers?.limits === undefined) return false;
  const { choice, why } = decideCallers(callers, facts, {});
  return choice !== 'block' && why !== 'allowed';
}

interface Suspicion {
  readonly choice: CallerChoice;
  readonly why: SuspectReason;
}

function listSuspicions(
  { anonymous, verification, spamScore, countries, limits = {}, challenge }: Callers,
  { caller, callerPlace, attestation, spamVerdict }: CallerFacts,
  counts: CallCounts,
): readonly Suspicion[] {
  const { perCallerHour = Infinity, perCallerDay = Infinity, atOnce = Infinity } = limits;
  const { callerHour = 0, callerDay = 0 } = counts;
  const isOverLimit = callerHour > perCallerHour || callerDay > perCallerDay;
  const found: readonly (readonly [boolean, Suspicion])[] = [
    [isForeign(countries, callerPlace.country), { choice: 'block', why: 'country' }],
    [isOverLimit, { choice: 'block', why: 'caller-limit' }],
    [(counts.atOnce ?? 0) > atOnce, { choice: 'block', why: 'at-once-limit' }],
    [caller.kind === 'withheld', { choice: anonymous, why: 'anonymous' }],
    [attestation === 'failed', { choice: verification, why: 'failed-verification' }],
    [spamVerdict === 'spam', { choice: spamScore, why: 'spam' }],
    [challenge === 'always', { choice: 'challenge', why: 'everybody' }],
  ];
  return found.filter(([applies]) => applies).map(([, suspicion]) => suspicion);
}

/** A caller of no known country is not foreign: nobody is refused because Twilio does not know. */
function isForeign(rules: Callers['countries'], country: string | undefined): boolean {
  if (rules === undefined || country === undefined) return false;
  return 'allow' in rules ? !rules.allow.includes(country) : rules.block.includes(country);
}

/** Only a plain phone number matches: anybody can write a number into a SIP address. */
function matches(caller: Caller, patterns: readonly string[]): boolean {
  if (caller.kind !== 'number') return false;
  const { number } = caller;
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? number.startsWith(pattern.slice(0, -1)) : number === pattern,
  );
}
