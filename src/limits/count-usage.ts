import { changeItem } from '../bounds/change-item';
import { type BoundServices, claimOnce } from '../bounds/hourly';
import { describeError } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { SyncStore } from '../twilio/sync-store';
import {
  addUsage,
  isCountedIn,
  type LimitState,
  listLimitStates,
  nameUsage,
  nameUsageMap,
  parseUsage,
  type Period,
  PERIODS,
  type CountedLimit,
  type Usage,
} from './usage';

const DAY_SECONDS = 86_400;

/** After its last change; so long that somebody can still look at it. */
const KEPT_SECONDS: Readonly<Record<Period, number>> = {
  month: 62 * DAY_SECONDS,
  day: 7 * DAY_SECONDS,
};

/** What a webhook adds. */
export interface UsedAmount {
  /** Names the webhook: a copy of it counts nothing. */
  readonly id: string;
  readonly used: Partial<Usage>;
  /** Whose limits it may meet. */
  readonly limits: readonly CountedLimit[];
}

/**
 * Counts what a call has used, if the tenant has a limit for it, and leaves one log entry when a limit
 * is near, and one when it is met. Never throws: what Sync cannot count is not counted.
 */
export async function countUsage(
  tenant: Tenant,
  { id, used, limits }: UsedAmount,
  context: BoundServices,
): Promise<void> {
  const { nowMs, log } = context;
  const own = pickLimits(tenant.limits, limits);
  const periods = PERIODS.filter((period) => isCountedIn(own, period));
  if (periods.length === 0) return;
  if (!(await claimOnce(`used.${id}`, tenant.id, context))) return;
  const atMs = nowMs();
  await Promise.all(
    periods.map(async (period) => {
      try {
        await countIn(period, tenant, { used, own, atMs }, context);
      } catch (error) {
        log.warn('limit.uncounted', 'Sync does not count', { period, ...describeError(error) });
      }
    }),
  );
}

function pickLimits(limits: Tenant['limits'], names: readonly CountedLimit[]): Tenant['limits'] {
  if (limits === undefined) return undefined;
  const picked = names.map((name) => [name, limits[name]] as const);
  return { onLimit: limits.onLimit, ...Object.fromEntries(picked) };
}

async function countIn(
  period: Period,
  tenant: Tenant,
  { used, own, atMs }: { used: Partial<Usage>; own: Tenant['limits']; atMs: number },
  { store, log }: BoundServices,
): Promise<void> {
  const key = nameUsage(period, tenant, atMs);
  const place = { mapName: nameUsageMap(tenant.id), key, ttlSeconds: KEPT_SECONDS[period] };
  const { meaning, isKept } = await changeItem(place, store, (data) => {
    const usage = addUsage(parseUsage(data), used);
    const said = parseSaid(data);
    const news = listLimitStates(own, period, usage).filter((state) => isNews(state, said));
    const saidNow = news.map((state) => [state.limit, nameState(state)] as const);
    return {
      data: { ...usage, said: { ...said, ...Object.fromEntries(saidNow) } },
      meaning: news,
    };
  });
  if (!isKept) log.warn('limit.uncounted', 'Sync does not count so fast', { period });
  else for (const state of meaning) reportState(state, key, tenant.id, log);
}

/** Of each limit, what the log says already. A limit that was changed since is told of again. */
type Said = Readonly<Record<string, unknown>>;

function parseSaid(data: unknown): Said {
  const { said } = Object(data) as { said?: unknown };
  return { ...(Object(said) as Said) };
}

const nameState = ({ level, max }: LimitState) => `${level} ${max}`;

function isNews(state: LimitState, said: Said): boolean {
  return state.level !== 'within' && said[state.limit] !== nameState(state);
}

function reportState(
  { limit, level, used, max }: LimitState,
  key: string,
  tenantId: string,
  log: BoundServices['log'],
): void {
  const fields = { limit, tenantId, used, max, period: key.replace(/^\w+\./, '') };
  if (level === 'met') log.warn('limit.met', 'A tenant has met a limit', fields);
  else log.warn('limit.near', 'A tenant is near a limit', fields);
}

/**
 * Returns the limits that a tenant has met at a moment.
 * @throws when Sync does not answer
 */
export async function readMetLimits(
  tenant: Pick<Tenant, 'id' | 'hours' | 'limits'>,
  store: Pick<SyncStore, 'read'>,
  atMs: number,
): Promise<readonly CountedLimit[]> {
  const states = await readLimitStates(tenant, store, atMs);
  return states.filter(({ level }) => level === 'met').map(({ limit }) => limit);
}

/**
 * Returns how far a tenant is with its limits at a moment.
 * @throws when Sync does not answer
 */
export async function readLimitStates(
  tenant: Pick<Tenant, 'id' | 'hours' | 'limits'>,
  store: Pick<SyncStore, 'read'>,
  atMs: number,
): Promise<readonly LimitState[]> {
  const periods = PERIODS.filter((period) => isCountedIn(tenant.limits, period));
  const states = await Promise.all(
    periods.map(async (period) => {
      const item = await store.read(nameUsageMap(tenant.id), nameUsage(period, tenant, atMs));
      return listLimitStates(tenant.limits, period, parseUsage(item?.data));
    }),
  );
  return states.flat();
}
