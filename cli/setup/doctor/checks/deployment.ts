import type { Check } from '../check';
import { reportUnknown } from '../fact';
import { fail, pass } from '../result';

/** Checks that the project is deployed to the given environment, and that deploys go there. */
export const deployment: Check = {
  id: 'deployment',
  asks: ['deployment'],
  run({ deployment: known }) {
    if (known.unknown !== undefined) return reportUnknown(known.unknown);
    const { difference } = known.value;
    if (difference !== undefined) return fail(difference.problem, difference.fix);
    return pass(`https://${known.value.domainName}`);
  },
};
