import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { outageSwitch, switchOff } from '../switch/outage-switch';
import { reportTurn } from '../switch/report';
import { checkTenantIdsOrDefault, readTenantIds, tenantOption } from '../../core/tenant-option';
import { turnSwitch } from '../switch/turn-switch';

/** `switchboard outage off`: calls go to their assistants again. */
export const outageOff: Command = {
  summary: 'sends calls to their assistants again',
  details: `Deletes the variables that outage on sets, or takes tenants out of them. Takes effect within seconds.

  ${ENVIRONMENT_HELP}
  --tenant       only this tenant's calls; may be repeated; default for numbers without a tenant`,
  examples: [
    'npm run switchboard -- outage off --environment production',
    'npm run switchboard -- outage off --environment production --tenant riverside-dental',
  ],
  options: { ...environmentOption, ...tenantOption },
  changesAccount: true,
  async run(input) {
    const tenantIds = readTenantIds(input);
    const turn = await turnSwitch(input, outageSwitch, (current) => {
      // A tenant that is no longer in the file can still be switched off.
      const others = tenantIds.filter((id) => !current.tenantIds.includes(id));
      checkTenantIdsOrDefault(others, input);
      return switchOff(current, tenantIds);
    });
    return reportTurn(input, outageSwitch, turn);
  },
};
