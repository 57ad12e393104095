import type { Level } from './continue-incident';
import { type Incident, isOpen } from './incidents';
import type { TenantLimit } from './read-limits';

const LIMIT_KINDS = ['limit-near', 'limit-met'] as const;

type LimitKind = (typeof LIMIT_KINDS)[number];

/** @param limits undefined = they could not be read, which shows nothing */
export function classifyLimits(
  kind: LimitKind,
  limits: readonly TenantLimit[] | undefined,
  tenantId: string | undefined,
): Level {
  if (limits === undefined) return 'between';
  const levels = limits.filter((each) => each.tenantId === tenantId).map(({ level }) => level);
  if (levels.includes(kind === 'limit-met' ? 'met' : 'near')) return 'bad';
  // What is met was near, and that is not over.
  return kind === 'limit-near' && levels.includes('met') ? 'between' : 'calm';
}

/** Returns an incident for each kind, of the tenants that are not in an open one. */
export function findLimits(
  incidents: readonly Incident[],
  limits: readonly TenantLimit[] | undefined,
  now: string,
): Incident[] {
  return LIMIT_KINDS.flatMap((kind) => {
    const known = new Set(
      incidents
        .filter((each) => each.kind === kind && isOpen(each))
        .flatMap(({ parts }) => parts.filter(({ end }) => end === undefined))
        .map(({ tenantId }) => tenantId),
    );
    const begun = (limits ?? []).filter(
      ({ tenantId, level }) =>
        !known.has(tenantId) && level === (kind === 'limit-met' ? 'met' : 'near'),
    );
    return begun.length === 0 ? [] : [buildIncident(kind, begun, now)];
  });
}

function buildIncident(kind: LimitKind, begun: readonly TenantLimit[], now: string): Incident {
  const tenantIds = [...new Set(begun.map(({ tenantId }) => tenantId))];
  const what = begun.map(
    ({ tenantId, limit, used, max }) => `${limit} of ${tenantId}: ${used} of ${max}`,
  );
  return {
    id: `${kind} ${tenantIds.join(',')} ${now}`,
    kind,
    tenantIds,
    parts: tenantIds.map((tenantId) => ({ tenantId })),
    since: now,
    what: what.join(', '),
    affected: tenantIds,
    examples: [],
    isSent: false,
  };
}
