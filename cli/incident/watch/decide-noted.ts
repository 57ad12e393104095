import type { Level } from './continue-incident';
import { classifyBounds, findMetBounds } from './decide-bounds';
import { classifyLimits, findLimits } from './decide-limits';
import type { Incident } from './incidents';
import type { Observation } from './look';

type Seen = Extract<Observation, { kind: 'seen' }>;

/** What is wrong with a tenant and not with its calls. */
type NotedKind = Extract<Incident['kind'], 'bound-met' | 'texts-fail' | 'limit-near' | 'limit-met'>;

export function classifyNoted(
  kind: NotedKind,
  { collector, limits }: Seen,
  tenantId: string | undefined,
): Level {
  switch (kind) {
    case 'bound-met':
      return classifyBounds(collector.metBounds, tenantId);
    case 'texts-fail':
      return classifyBounds(collector.failedTexts, tenantId);
    case 'limit-near':
    case 'limit-met':
      return classifyLimits(kind, limits, tenantId);
  }
}

export function findNoted(
  incidents: readonly Incident[],
  { collector, limits }: Seen,
  now: string,
): Incident[] {
  return [
    ...findMetBounds('bound-met', incidents, collector.metBounds, now),
    ...findMetBounds('texts-fail', incidents, collector.failedTexts, now),
    ...findLimits(incidents, limits, now),
  ];
}
