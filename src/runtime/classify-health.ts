import type { TenantSurvey } from '../tenants/survey';

/** What a container knows about itself. */
export interface HealthFacts {
  readonly version: string;
  readonly builtAt: string | null;
  /** Undefined if the file could not be read. */
  readonly tenants: TenantSurvey | undefined;
  /** In the words of `readConfig`; only their number leaves. */
  readonly settingProblems: readonly string[];
  /** Whether VAPI_ASSISTANT_ID answers numbers without a tenant, with the default key. */
  readonly hasDefaultAssistant: boolean;
}

/** The body of `/health`. Anybody may read it, so it holds numbers, and no names or values. */
export interface Health {
  readonly status: 'ok' | 'degraded';
  readonly version: string;
  readonly builtAt: string | null;
  readonly tenants: {
    readonly usable: boolean;
    readonly count: number;
    /** Equal for equal tenant files; tells nothing of what is in them. Null if they cannot be read. */
    readonly hash: string | null;
  };
  readonly settings: { readonly complete: boolean; readonly problems: number };
}

const MISSING_DEFAULT_KEY = /^VAPI_API_KEY: is not set/;

/** Returns what a monitor gets: `degraded` if callers may not get what they should. */
export function classifyHealth({
  version,
  builtAt,
  tenants,
  settingProblems,
  hasDefaultAssistant,
}: HealthFacts): Health {
  const usable = tenants !== undefined && tenants.brokenCount === 0;
  // Tenants that all have keys of their own need no other key.
  const isKeyNeeded = hasDefaultAssistant || (tenants?.needsDefaultKey ?? true);
  const problems = settingProblems.filter(
    (problem) => isKeyNeeded || !MISSING_DEFAULT_KEY.test(problem),
  ).length;
  return {
    status: usable && problems === 0 ? 'ok' : 'degraded',
    version,
    builtAt,
    tenants: { usable, count: tenants?.tenantCount ?? 0, hash: tenants?.hash ?? null },
    settings: { complete: problems === 0, problems },
  };
}
