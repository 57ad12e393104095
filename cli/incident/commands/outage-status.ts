import type { Command } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption, readEnvironmentName } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { readSwitch } from '../../core/deployed-switch';
import { listUnknownIds } from '../../core/tenant-option';
import { findSwitchPlace } from '../outage/turn-switch';
import { formatOutage, formatTime } from '../../print/outage';

/** `switchboard outage status`: whose callers hear the fallback, since when, and who decided it. */
export const outageStatus: Command = {
  summary: 'shows whether the outage switch is on, for whom, since when and by whom',
  details: `Changes nothing. Ends with 1 if the variable contains an id that no tenant has.

  ${ENVIRONMENT_HELP}`,
  examples: [
    'npm run switchboard -- outage status --environment production',
    'npm run switchboard -- outage status --environment production --json',
  ],
  options: environmentOption,
  async run(input) {
    const place = await findSwitchPlace(input);
    const { outage, since, by, problems: unreadable } = await readSwitch(place);
    const environment = readEnvironmentName(input.values);
    const { domainName } = place.deployment;
    const unknown = listUnknownIds(outage.tenantIds, input);
    const problems = [
      ...unreadable,
      ...unknown.map((id) => `no tenant of this project has the id ${id}`),
    ];
    const lines = [
      `${domainName} (${environment})`,
      `the outage switch is ${formatOutage(outage)}`,
      ...(since === undefined
        ? []
        : [`since ${formatTime(since)}`, `by ${by ?? 'somebody without this command'}`]),
      ...problems,
    ];
    return {
      data: {
        environment,
        domainName,
        ...outage,
        since: since === undefined ? null : formatTime(since),
        by: by ?? null,
      },
      problems,
      text: lines.join('\n'),
      exitCode: problems.length === 0 ? exitCodes.done : exitCodes.found,
    };
  },
};
