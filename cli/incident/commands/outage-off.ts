import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { leaveOut, outageSwitch, switchOff } from '../switch/outage-switch';
import { reportTurn } from '../switch/report';
import {
  checkNamed,
  OUTAGE_OPTIONS_HELP,
  outageOptions,
  readNamed,
} from '../switch/outage-options';
import { turnSwitch } from '../switch/turn-switch';

/** `switchboard outage off`: calls go to their assistants again. */
export const outageOff: Command = {
  summary: 'sends calls to their assistants again',
  details: `Deletes the variables that outage on sets, or takes some out of them. Takes effect within seconds.

  ${ENVIRONMENT_HELP}
  ${OUTAGE_OPTIONS_HELP}`,
  examples: [
    'npm run switchboard -- outage off --environment production',
    'npm run switchboard -- outage off --environment production --tenant riverside-dental',
  ],
  options: { ...environmentOption, ...outageOptions },
  changesAccount: true,
  async run(input) {
    const named = readNamed(input);
    const turn = await turnSwitch(input, outageSwitch, (current) => {
      // What is no longer in the file can still be switched off.
      checkNamed(leaveOut(named, current), input);
      return switchOff(current, named);
    });
    return reportTurn(input, outageSwitch, turn);
  },
};
