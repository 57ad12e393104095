import { refusesAtLimit } from '../../../src/limits/usage';
import type { Tenant } from '../../../src/tenants/tenant';

/** What front doors do to the calls of tenants, by the tenant file. */
export interface FrontDoors {
  /** Tenants whose calls may end without Vapi although nothing failed. */
  readonly ending: ReadonlySet<string>;
  /** Tenants whose callers may wait, for people or for a question, before Vapi is asked. */
  readonly delaying: ReadonlySet<string>;
}

export function findFrontDoors(tenants: readonly Tenant[]): FrontDoors {
  const idsOf = (applies: (tenant: Tenant) => boolean) =>
    new Set(tenants.filter(applies).map(({ id }) => id));
  return { ending: idsOf(mayEndCalls), delaying: idsOf(mayDelayCalls) };
}

function mayEndCalls(tenant: Tenant): boolean {
  const { callers, answerFirst, whenClosed } = tenant;
  const hasClosedEnd = whenClosed !== undefined && 'fallback' in whenClosed;
  return (
    callers !== undefined || answerFirst !== undefined || hasClosedEnd || refusesAtLimit(tenant)
  );
}

function mayDelayCalls({ callers, answerFirst, languages, recording }: Tenant): boolean {
  const { anonymous, verification, spamScore, challenge } = callers ?? {};
  const isChallenged =
    challenge === 'always' || [anonymous, verification, spamScore].includes('challenge');
  const { default: usual, rules = [] } = recording?.consent ?? {};
  const isAsked = [usual, ...rules.map(({ consent }) => consent)].includes('ask');
  return answerFirst !== undefined || languages !== undefined || isChallenged || isAsked;
}
