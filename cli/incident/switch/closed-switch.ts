import {
  type ClosedTenants,
  formatClosed,
  formatUtcMinute,
} from '../../../src/config/closed-by-hand';
import { CLOSED_SWITCH } from '../../core/deployed-switch';
import type { Switch } from './switch';

/** Who is closed by hand. */
export const closedSwitch: Switch<ClosedTenants> = {
  ...CLOSED_SWITCH,
  command: 'closed',
  title: 'the list of closed tenants',
  format: formatClosed,
  describe: (closed) =>
    closed.size === 0 ? 'empty' : listClosed(closed).map(describeEntry).join(', '),
  toData: (closed) => ({ closed: listClosed(closed) }),
  shorter: 'closed off for tenants whose time is over, or name fewer tenants',
};

interface ClosedEntry {
  readonly tenantId: string;
  readonly until: string | null;
}

function listClosed(closed: ClosedTenants): ClosedEntry[] {
  return [...closed].map(([tenantId, { untilMs }]) => ({
    tenantId,
    until: untilMs === undefined ? null : formatUtcMinute(untilMs),
  }));
}

function describeEntry({ tenantId, until }: ClosedEntry): string {
  return until === null ? tenantId : `${tenantId} until ${until}`;
}

/** Returns the list with these tenants on it; entries whose time is over are left out. */
export function closeTenants(
  current: ClosedTenants,
  added: ClosedTenants,
  nowMs: number,
): ClosedTenants {
  return new Map([...keepCurrent(current, nowMs), ...added]);
}

/** Returns the list without these tenants, and without those whose time is over. */
export function openTenants(
  current: ClosedTenants,
  tenantIds: readonly string[],
  nowMs: number,
): ClosedTenants {
  return new Map(keepCurrent(current, nowMs).filter(([id]) => !tenantIds.includes(id)));
}

function keepCurrent(current: ClosedTenants, nowMs: number) {
  return [...current].filter(([, { untilMs }]) => untilMs === undefined || untilMs > nowMs);
}
