import { explainTextError } from '../../../src/texts/text-errors';
import type { MetBound } from '../../history/reconcile/met-bound';
import type { Level } from './continue-incident';
import { type Incident, isOpen } from './incidents';

/** Whether a tenant has met a bound. The log has one entry an hour of each. */
export function classifyBounds(met: readonly MetBound[], tenantId: string | undefined): Level {
  return met.some((each) => each.tenantId === tenantId) ? 'bad' : 'calm';
}

/** Returns an incident of the tenants that meet a bound, or whose texts fail, and are not in an open one. */
export function findMetBounds(
  kind: 'bound-met' | 'texts-fail',
  incidents: readonly Incident[],
  met: readonly MetBound[],
  now: string,
): Incident[] {
  const known = new Set(
    incidents
      .filter((each) => each.kind === kind && isOpen(each))
      .flatMap(({ parts }) => parts.filter(({ end }) => end === undefined))
      .map(({ tenantId }) => tenantId),
  );
  const begun = met.filter(({ tenantId }) => !known.has(tenantId)).sort((a, b) => a.atMs - b.atMs);
  const [first] = begun;
  if (first === undefined) return [];
  const tenantIds = [...new Set(begun.map(({ tenantId }) => tenantId))];
  const described = new Set(
    begun.map(({ bound, tenantId }) => `${describe(kind, bound)} of ${tenantId}`),
  );
  return [
    {
      id: `${kind} ${tenantIds.join(',')} ${now}`,
      kind,
      tenantIds,
      parts: tenantIds.map((tenantId) => ({ tenantId })),
      since: new Date(first.atMs).toISOString(),
      what: `${kind === 'bound-met' ? 'met' : "Twilio's error"}: ${[...described].join(', ')}`,
      affected: tenantIds,
      examples: [],
      isSent: false,
    },
  ];
}

function describe(kind: 'bound-met' | 'texts-fail', bound: string): string {
  return kind === 'bound-met' ? bound : `${bound} (${explainTextError(Number(bound)).why})`;
}
