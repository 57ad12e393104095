import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { outageSwitch, switchOn } from '../switch/outage-switch';
import { reportTurn } from '../switch/report';
import {
  checkNamed,
  OUTAGE_OPTIONS_HELP,
  outageOptions,
  readNamed,
} from '../switch/outage-options';
import { turnSwitch } from '../switch/turn-switch';

/** `switchboard outage on`: callers hear the fallback at once. */
export const outageOn: Command = {
  summary: 'sends calls straight to the fallback, for all tenants or some',
  details: `Callers hear their tenant's fallback at once, and Vapi is not asked. Sets the variable SWITCHBOARD_OUTAGE
on the deployed environment; it takes effect within seconds, without a deploy. SWITCHBOARD_OUTAGE_NOTE
beside it says who set it and when.

  ${ENVIRONMENT_HELP}
  ${OUTAGE_OPTIONS_HELP}`,
  examples: [
    'npm run switchboard -- outage on --environment production',
    'npm run switchboard -- outage on --environment production --key VAPI_API_KEY_NORTH',
  ],
  options: { ...environmentOption, ...outageOptions },
  changesAccount: true,
  async run(input) {
    const named = readNamed(input);
    checkNamed(named, input);
    return reportTurn(
      input,
      outageSwitch,
      await turnSwitch(input, outageSwitch, (current) => switchOn(current, named)),
    );
  },
};
