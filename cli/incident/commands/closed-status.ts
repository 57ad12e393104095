import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { closedSwitch } from '../switch/closed-switch';
import { describeUnknownIds } from '../../core/tenant-option';
import { reportStatus } from '../switch/report';

/** `switchboard closed status`: who is closed by hand, until when, and who decided it. */
export const closedStatus: Command = {
  summary: 'shows which tenants are closed by hand, until when, and by whom',
  details: `Changes nothing. Ends with 1 if the variable contains an id that no tenant has.

  ${ENVIRONMENT_HELP}`,
  examples: [
    'npm run switchboard -- closed status --environment production',
    'npm run switchboard -- closed status --environment production --json',
  ],
  options: environmentOption,
  run: (input) =>
    reportStatus(input, closedSwitch, (closed) => describeUnknownIds([...closed.keys()], input)),
};
