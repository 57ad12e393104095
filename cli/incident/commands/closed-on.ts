import type { ClosedTenants } from '../../../src/config/closed-by-hand';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { readMoment } from '../../core/moment-option';
import { getTenants } from '../../core/tenant-file';
import { checkTenantIdsOrDefault, getTenantIds, tenantOption } from '../../core/tenant-option';
import { closedSwitch, closeTenants } from '../switch/closed-switch';
import { reportTurn } from '../switch/report';
import { turnSwitch } from '../switch/turn-switch';

/** `switchboard closed on`: the business counts as closed, whatever its hours say. */
export const closedOn: Command = {
  summary: 'closes tenants by hand, whatever their hours say',
  details: `Sets the variable SWITCHBOARD_CLOSED on the deployed environment; it takes effect within seconds,
without a deploy. Calls are answered as out of hours. SWITCHBOARD_CLOSED_NOTE says who set it and when.

  ${ENVIRONMENT_HELP}
  --tenant       whom to close; may be repeated;
                 the id default means numbers without a tenant
  --until        when it ends by itself, on the tenant's clocks, or with an offset`,
  examples: [
    'npm run switchboard -- closed on --environment production --tenant riverside-dental',
    'npm run switchboard -- closed on --tenant riverside-dental --until 2026-12-24T17:30',
  ],
  options: { ...environmentOption, ...tenantOption, until: { type: 'string' } },
  async run(input) {
    const tenantIds = getTenantIds(input);
    checkTenantIdsOrDefault(tenantIds, input);
    const added = readClosed(tenantIds, input);
    const turn = await turnSwitch(input, closedSwitch, (current) =>
      closeTenants(current, added, Date.now()),
    );
    return reportTurn(input, closedSwitch, turn);
  },
};

function readClosed(tenantIds: readonly string[], input: CommandInput): ClosedTenants {
  const { until } = input.values;
  if (until === undefined) return new Map(tenantIds.map((id) => [id, { untilMs: undefined }]));
  const { defaults, tenants } = getTenants(input);
  return new Map(
    tenantIds.map((id) => {
      const hours = tenants.find((tenant) => tenant.id === id)?.hours ?? defaults.hours;
      const untilMs = readMoment('until', String(until), hours?.timeZone).getTime();
      if (untilMs > Date.now()) return [id, { untilMs }];
      throw new CliError(exitCodes.usage, `--until ${String(until)}: is over`, 'a time to come');
    }),
  );
}
