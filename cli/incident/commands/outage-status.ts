import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { describeUnknown } from '../switch/outage-options';
import { outageSwitch } from '../switch/outage-switch';
import { reportStatus } from '../switch/report';

/** `switchboard outage status`: whose callers hear the fallback, since when, and who decided it. */
export const outageStatus: Command = {
  summary: 'shows whether the outage switch is on, for whom, since when and by whom',
  details: `Changes nothing. Ends with 1 if the variable contains an id, a key or a group that no tenant has.

  ${ENVIRONMENT_HELP}`,
  examples: [
    'npm run switchboard -- outage status --environment production',
    'npm run switchboard -- outage status --environment production --json',
  ],
  options: environmentOption,
  run: (input) => reportStatus(input, outageSwitch, (outage) => describeUnknown(outage, input)),
};
