import { listUnsafeSettings } from '../../../../src/operator-files/check-environment';
import { listPrivateWebhooks } from '../../../../src/operator-files/public-host';
import { exitCodes } from '../../../core/exit-codes';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { fail, pass } from '../result';

/** Checks for what is valid by itself and must not be deployed. The build refuses the same. */
export const unsafeSettings: Check = {
  id: 'unsafe-settings',
  run({ environment, tenants }) {
    const problems = [
      ...listUnsafeSettings(environment),
      ...(tenants.value === undefined ? [] : listPrivateWebhooks(tenants.value.tenants)),
    ];
    if (problems.length > 0) {
      return fail(problems.join('; '), 'correct .env and the tenant file', exitCodes.found);
    }
    if (tenants.unknown !== undefined) return skipBecause(tenants.unknown);
    return pass('no secret is shared, and every webhook is at a public address');
  },
};
