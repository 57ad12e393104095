import { listUnsetSecrets } from '../../tenants/unset-secrets';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { combine, pass, warn } from '../result';

/** Checks for secrets without which a part of the tenant file does nothing. */
export const tenantSecrets: Check = {
  id: 'tenant-secrets',
  run({ tenants, config: { config } }) {
    if (tenants.unknown !== undefined) return skipBecause(tenants.unknown);
    const results = listUnsetSecrets(tenants.value.tenants, config).map(({ problem, fix }) =>
      warn(problem, fix),
    );
    return combine(results, pass('all that tenants need are set'));
  },
};
