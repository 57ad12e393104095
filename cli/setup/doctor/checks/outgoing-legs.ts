import { listOutgoingLegs } from '../../tenants/outgoing-legs';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { pass } from '../result';

const MAX_SHOWN = 5;

/** Whom may tenants have us ring, beyond phones of their own country? Their choice, so nothing to fix. */
export const outgoingLegs: Check = {
  id: 'outgoing-legs',
  run({ tenants }) {
    if (tenants.unknown !== undefined) return skipBecause(tenants.unknown);
    const { beyondDefaults } = listOutgoingLegs(tenants.value.tenants);
    if (beyondDefaults.length === 0)
      return pass('only phones of the tenants’ own countries are rung');
    const rest = beyondDefaults.length - MAX_SHOWN;
    const shown = [
      ...beyondDefaults.slice(0, MAX_SHOWN),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    ];
    return pass(`allowed by the tenant file: ${shown.join('; ')}`);
  },
};
