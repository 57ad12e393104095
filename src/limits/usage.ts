import type { Limits } from '../tenants/limits-schema';
import type { Tenant } from '../tenants/tenant';
import { readWall } from '../tenants/wall-clock';

/** What is counted of a tenant's calls in a period. */
export interface Usage {
  /** Of phone calls, by Twilio. */
  readonly seconds: number;
  readonly calls: number;
  /** By Vapi's reports. */
  readonly costUsd: number;
}

const NO_USAGE: Usage = { seconds: 0, calls: 0, costUsd: 0 };

/** The limits that are counted; `maxCallSeconds` is kept by Vapi. */
export const COUNTED_LIMITS = ['minutesPerMonth', 'callsPerDay', 'monthlyCostUsd'] as const;

export type CountedLimit = (typeof COUNTED_LIMITS)[number];

export const PERIODS = ['month', 'day'] as const;

export type Period = (typeof PERIODS)[number];

const PERIOD_OF: Readonly<Record<CountedLimit, Period>> = {
  minutesPerMonth: 'month',
  callsPerDay: 'day',
  monthlyCostUsd: 'month',
};

/** From this share of a limit on, it is near. */
const NEAR_SHARE = 0.8;

/** How far a tenant is with one of its limits. */
export interface LimitState {
  readonly limit: CountedLimit;
  /** In the limit's own unit. */
  readonly used: number;
  readonly max: number;
  readonly level: 'within' | 'near' | 'met';
}

/** Returns the tenant's limits of a period, and how far it is with each. */
export function listLimitStates(
  limits: Limits | undefined,
  period: Period,
  usage: Usage,
): readonly LimitState[] {
  return COUNTED_LIMITS.flatMap((limit) => {
    const max = limits?.[limit];
    if (max === undefined || PERIOD_OF[limit] !== period) return [];
    const used = usedOf(limit, usage);
    const level = used >= max ? 'met' : used >= max * NEAR_SHARE ? 'near' : 'within';
    return [{ limit, used, max, level }];
  });
}

function usedOf(limit: CountedLimit, { seconds, calls, costUsd }: Usage): number {
  switch (limit) {
    case 'minutesPerMonth':
      return Math.floor(seconds / 6) / 10;
    case 'callsPerDay':
      return calls;
    case 'monthlyCostUsd':
      return costUsd;
  }
}

/** Returns whether calls of a tenant with these limits have to be counted in a period. */
export function isCountedIn(limits: Limits | undefined, period: Period): boolean {
  return listLimitStates(limits, period, NO_USAGE).length > 0;
}

/** Returns whether a met limit keeps callers of this tenant from the assistant. */
export function refusesAtLimit({ limits }: Pick<Tenant, 'limits'>): boolean {
  return limits?.onLimit === 'fallback' && PERIODS.some((period) => isCountedIn(limits, period));
}

/** A Map for each tenant, for Sync has a limit a second for each. It holds sums, no number and no sid. */
export const nameUsageMap = (tenantId: string) => `switchboard-usage-${tenantId}`;

/** Returns the key of the item that counts a period: its month or day on the tenant's calendar. */
export function nameUsage(period: Period, { hours }: Pick<Tenant, 'hours'>, atMs: number): string {
  const wallMs = readWall(hours?.timeZone ?? 'UTC', atMs);
  return `${period}.${new Date(wallMs).toISOString().slice(0, period === 'month' ? 7 : 10)}`;
}

/** Returns what an item counts. What is read from Sync is input. */
export function parseUsage(data: unknown): Usage {
  const { seconds, calls, costUsd } = Object(data) as Readonly<Record<string, unknown>>;
  return { seconds: amountOf(seconds), calls: amountOf(calls), costUsd: amountOf(costUsd) };
}

function amountOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** Returns the sums of two. */
export function addUsage(one: Usage, other: Partial<Usage>): Usage {
  const costUsd = one.costUsd + (other.costUsd ?? 0);
  return {
    seconds: one.seconds + (other.seconds ?? 0),
    calls: one.calls + (other.calls ?? 0),
    costUsd: Math.round(costUsd * 10_000) / 10_000,
  };
}
