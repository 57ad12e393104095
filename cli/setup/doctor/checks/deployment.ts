import type { Check } from '../check';
import { reportUnknown } from '../fact';
import { pass } from '../result';

/** Checks that the project is deployed to the given environment. */
export const deployment: Check = {
  id: 'deployment',
  asks: ['deployment'],
  run({ deployment: known }) {
    if (known.unknown !== undefined) return reportUnknown(known.unknown);
    return pass(`https://${known.value.domainName}`);
  },
};
