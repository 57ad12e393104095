import type { Check } from '../check';
import { pass, skip, warn } from '../result';

const WARN_DAYS = 60;
const DAY_MS = 86_400_000;

/** Checks that the dates of holidays, which a build makes for this and two more years, last. */
export const holidayDates: Check = {
  id: 'holiday-dates',
  run({ localBuild, now }) {
    if (localBuild.unknown !== undefined) {
      return skip(`not looked at: ${localBuild.unknown.why}`, localBuild.unknown.fix);
    }
    const { holidaysUntil } = localBuild.value;
    if (holidaysUntil === undefined) return pass('no tenant has holidays');
    const leftMs = Date.parse(`${holidaysUntil}T00:00Z`) - now.getTime();
    const found = `dist holds the dates of holidays until ${holidaysUntil}`;
    return leftMs < WARN_DAYS * DAY_MS
      ? warn(`${found}; then nobody is closed for a holiday`, 'npm run build; npm run deploy')
      : pass(found);
  },
};
