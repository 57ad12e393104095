import type { KeyFailure } from '../../history/reconcile/key-failure';
import { type Incident, isOpen, type WatchState } from './incidents';
import type { WatchOptions } from './read-options';

/** Returns what is remembered after a round that could not look at all. */
export function decideBlind(
  state: WatchState,
  why: string,
  { maxBlindMs }: WatchOptions,
  nowMs: number,
): WatchState {
  const now = new Date(nowMs).toISOString();
  const blindSince = state.blindSince ?? now;
  const isKnown = state.incidents.some((each) => isBlindness(each) && each.tenantIds.length === 0);
  const incidents = state.incidents.map((each) =>
    isBlindness(each)
      ? { ...each, parts: each.parts.map(({ tenantId, end }) => ({ tenantId, end })) }
      : each,
  );
  // A single look that fails may be a matter of seconds.
  if (isKnown || nowMs - Date.parse(blindSince) < maxBlindMs) {
    return { ...state, blindSince, incidents };
  }
  const what = `nothing is known of the calls: ${why}`;
  const begun = buildBlindness({ name: blindSince, since: blindSince, tenantIds: [], what });
  return { ...state, blindSince, incidents: [...incidents, begun] };
}

/** Returns what is remembered of keys that cannot be asked, and what begins once that has lasted. */
export function decideBlindKeys(
  state: WatchState,
  keyFailures: readonly KeyFailure[],
  { maxBlindMs }: WatchOptions,
  nowMs: number,
): { readonly kept: Pick<WatchState, 'blindKeys'>; readonly begun: readonly Incident[] } {
  const now = new Date(nowMs).toISOString();
  const sinceOf = (apiKeyEnv: string) => state.blindKeys?.[apiKeyEnv] ?? now;
  const isKnown = (tenantIds: readonly string[]) =>
    state.incidents.some(
      (each) =>
        isBlindness(each) &&
        tenantIds.every((id) => each.parts.some((part) => part.tenantId === id && !part.end)),
    );
  const begun = keyFailures
    .filter(({ apiKeyEnv }) => nowMs - Date.parse(sinceOf(apiKeyEnv)) >= maxBlindMs)
    .filter(({ tenantIds }) => tenantIds.length > 0 && !isKnown(tenantIds))
    .map(({ apiKeyEnv, tenantIds, error }) => {
      const what = `nothing is known of the calls of these tenants: ${error.message}`;
      const since = sinceOf(apiKeyEnv);
      return buildBlindness({ name: `${apiKeyEnv} ${since}`, since, tenantIds, what });
    });
  if (keyFailures.length === 0) return { kept: {}, begun };
  const blindKeys = Object.fromEntries(
    keyFailures.map(({ apiKeyEnv }) => [apiKeyEnv, sinceOf(apiKeyEnv)]),
  );
  return { kept: { blindKeys }, begun };
}

const isBlindness = (each: Incident): boolean => each.kind === 'cannot-look' && isOpen(each);

interface Blindness extends Pick<Incident, 'since' | 'what'> {
  readonly name: string;
  /** Empty = all that are watched. */
  readonly tenantIds: readonly string[];
}

function buildBlindness({ name, since, tenantIds, what }: Blindness): Incident {
  return {
    id: `cannot-look ${name}`,
    kind: 'cannot-look',
    tenantIds: [...tenantIds],
    parts: tenantIds.length === 0 ? [{}] : tenantIds.map((tenantId) => ({ tenantId })),
    since,
    what,
    affected: [],
    examples: [],
    isSent: false,
  };
}
