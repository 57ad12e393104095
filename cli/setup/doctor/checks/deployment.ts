import type { Check } from '../check';
import { reportUnknown } from '../fact';
import { pass } from '../result';

/** Is the project deployed to the environment that is meant? */
export const deployment: Check = {
  id: 'deployment',
  run({ deployment: known }) {
    if (known.unknown !== undefined) return reportUnknown(known.unknown);
    return pass(`https://${known.value.domainName}`);
  },
};
