import type { Check } from '../check';
import { reportUnknown } from '../fact';
import { pass, warn } from '../result';

/** Checks that the tenant file can be read and is valid. */
export const tenantFile: Check = {
  id: 'tenant-file',
  run({ tenants }) {
    if (tenants.unknown !== undefined) return reportUnknown(tenants.unknown);
    const { file, tenants: read } = tenants.value;
    if (file === undefined) {
      return warn('there is no tenant file: VAPI_ASSISTANT_ID answers every call');
    }
    const { length } = read.tenants;
    if (length === 0) return warn(`${file} has no tenant`, `write your tenants into ${file}`);
    return pass(`${file}: ${length} ${length === 1 ? 'tenant' : 'tenants'}`);
  },
};
