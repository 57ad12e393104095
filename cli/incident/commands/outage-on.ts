import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { outageSwitch, switchOn } from '../switch/outage-switch';
import { reportTurn } from '../switch/report';
import { checkTenantIdsOrDefault, readTenantIds, tenantOption } from '../../core/tenant-option';
import { turnSwitch } from '../switch/turn-switch';

/** `switchboard outage on`: callers hear the fallback at once. */
export const outageOn: Command = {
  summary: 'sends calls straight to the fallback, for all tenants or some',
  details: `Callers hear their tenant's fallback at once, and Vapi is not asked. Sets the variable SWITCHBOARD_OUTAGE
on the deployed environment; it takes effect within seconds, without a deploy. SWITCHBOARD_OUTAGE_NOTE
beside it says who set it and when.

  ${ENVIRONMENT_HELP}
  --tenant       only this tenant's calls; may be repeated; default for numbers without a tenant`,
  examples: [
    'npm run switchboard -- outage on --environment production',
    'npm run switchboard -- outage on --environment production --tenant riverside-dental',
  ],
  options: { ...environmentOption, ...tenantOption },
  changesAccount: true,
  async run(input) {
    const tenantIds = readTenantIds(input);
    checkTenantIdsOrDefault(tenantIds, input);
    return reportTurn(
      input,
      outageSwitch,
      await turnSwitch(input, outageSwitch, (current) => switchOn(current, tenantIds)),
    );
  },
};
