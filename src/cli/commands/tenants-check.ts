import type { Command } from '../command';
import { exitCodes } from '../exit-codes';
import { formatTable } from '../print/table';
import { readTenants } from '../tenant-file';

/** `switchboard tenants check`: is the tenant file right? */
export const tenantsCheck: Command = {
  summary: 'checks the tenant file',
  details: 'Names every problem with its path: shape, numbers and ids that stand twice.',
  examples: ['npm run switchboard -- tenants check', 'npm run switchboard -- tenants check --json'],
  options: {},
  run({ projectFolder }) {
    const { file, tenants, problems } = readTenants(projectFolder);
    const rows = (tenants?.tenants ?? []).map(({ id, name, numbers }) => [
      id,
      name,
      numbers.join(' '),
    ]);
    const text =
      problems.length === 0
        ? `${formatTable(['tenant', 'name', 'numbers'], rows)}\n\n${file}: all valid`
        : [`${file} has problems:`, ...problems].join('\n  ');
    return Promise.resolve({
      data: { file, tenantCount: rows.length },
      problems,
      text,
      exitCode: problems.length === 0 ? exitCodes.done : exitCodes.found,
    });
  },
};
