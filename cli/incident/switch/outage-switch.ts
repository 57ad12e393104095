import { EVERY_CALL, NO_OUTAGE, type Outage } from '../../../src/config/outage';
import { CliError } from '../../core/cli-error';
import { OUTAGE_SWITCH } from '../../core/deployed-switch';
import { exitCodes } from '../../core/exit-codes';
import { formatOutage } from '../../print/outage';
import type { Switch } from './switch';

/** Whose callers hear the fallback. */
export const outageSwitch: Switch<Outage> = {
  ...OUTAGE_SWITCH,
  command: 'outage',
  title: 'the outage switch',
  format: ({ all, tenantIds }) => (all ? EVERY_CALL : tenantIds.join(',')),
  describe: formatOutage,
  toData: (outage) => outage,
  shorter: 'outage on without --tenant, which is shortest; or name fewer tenants',
};

/** Returns the switch with these tenants on as well; without tenants, on for every call. */
export function switchOn(current: Outage, tenantIds: readonly string[]): Outage {
  if (tenantIds.length === 0) return { all: true, tenantIds: [] };
  if (current.all) return current;
  return { all: false, tenantIds: [...new Set([...current.tenantIds, ...tenantIds])] };
}

/**
 * Returns the switch with these tenants off; without tenants, off for everybody.
 * @throws {CliError} if it is on for every call: no list says "every call but theirs"
 */
export function switchOff(current: Outage, tenantIds: readonly string[]): Outage {
  if (tenantIds.length === 0) return NO_OUTAGE;
  if (!current.all) {
    return { all: false, tenantIds: current.tenantIds.filter((id) => !tenantIds.includes(id)) };
  }
  throw new CliError(
    exitCodes.found,
    `the outage switch is on for every call: ${tenantIds.join(', ')} cannot be taken out`,
    'outage off without --tenant, then outage on --tenant for those whose callers should still hear the fallback',
  );
}
