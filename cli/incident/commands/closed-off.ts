import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { checkTenantIdsOrDefault, getTenantIds, tenantOption } from '../../core/tenant-option';
import { closedSwitch, openTenants } from '../switch/closed-switch';
import { reportTurn } from '../switch/report';
import { turnSwitch } from '../switch/turn-switch';

/** `switchboard closed off`: hours decide again. */
export const closedOff: Command = {
  summary: 'opens tenants that were closed by hand: their hours decide again',
  details: `Takes tenants out of the variable SWITCHBOARD_CLOSED of the deployed environment; it takes effect
within seconds, without a deploy.

  ${ENVIRONMENT_HELP}
  --tenant       whose hours decide again; may be repeated;
                 the id default means numbers without a tenant`,
  examples: [
    'npm run switchboard -- closed off --environment production --tenant riverside-dental',
    'npm run switchboard -- closed off --tenant riverside-dental --tenant summit-hvac',
  ],
  options: { ...environmentOption, ...tenantOption },
  async run(input) {
    const tenantIds = getTenantIds(input);
    const turn = await turnSwitch(input, closedSwitch, (current) => {
      // A tenant that is no longer in the file can still be opened.
      checkTenantIdsOrDefault(
        tenantIds.filter((id) => !current.has(id)),
        input,
      );
      return openTenants(current, tenantIds, Date.now());
    });
    return reportTurn(input, closedSwitch, turn);
  },
};
