import { CliError } from '../../core/cli-error';
import type { Command, CommandInput } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { exitCodes } from '../../core/exit-codes';
import { getTenants } from '../../core/tenant-file';
import { readTenantIds, refuseUnknown } from '../../core/tenant-option';
import { createTwilioClient, readTwilioCredentials } from '../../core/twilio-client';
import { listAccountNumbers } from '../numbers/account-numbers';
import { listDrifted } from '../numbers/plan';
import { planDetach } from '../numbers/plan-detach';
import { formatChanges, formatWritten, maskWritten } from '../numbers/print-numbers';
import { getDomainName, NUMBERS_HELP, numbersOptions, pickTarget } from '../numbers/read-plan';
import { listSnapshots } from '../numbers/snapshot';
import { decideExitCode, listFailures } from '../numbers/write-numbers';
import { writeWithSnapshot } from '../numbers/write-with-snapshot';

/** `switchboard numbers detach`: takes a tenant's numbers off this switchboard. */
export const numbersDetach: Command = {
  summary: "takes a tenant's numbers off this switchboard",
  details: [
    'What points here gets the setting that it had before numbers apply, as far as the snapshots in',
    '.switchboard/numbers know it, and is emptied otherwise. The tenant may have left the file. Saves',
    'the current settings first, so that numbers rollback undoes it.',
    '',
    NUMBERS_HELP,
  ].join('\n'),
  examples: [
    'npm run switchboard -- numbers detach --tenant riverside-dental --environment production',
    'npm run switchboard -- numbers detach --tenant riverside-dental --json',
  ],
  options: numbersOptions,
  changesAccount: true,
  async run(input) {
    const { projectFolder, environment, progress } = input;
    const tenantIds = readTenantIds(input);
    const { tenants } = getTenants(input);
    const credentials = readTwilioCredentials(environment);
    const { accountSid } = credentials;
    const snapshots = listSnapshots(projectFolder, accountSid);
    checkIds(tenantIds, [
      ...tenants.map(({ id }) => id),
      ...snapshots.flatMap(({ numbers }) => numbers.map(({ tenantId }) => tenantId)),
    ]);
    const client = createTwilioClient(credentials, input);
    const domainName = await getDomainName(client, input);
    progress.show('listing the phone numbers of the account');
    const accountNumbers = await listAccountNumbers(client);
    const numbers = planDetach({ domainName, tenantIds, tenants, snapshots, accountNumbers });
    const about = { accountSid, domainName };
    const changed = listDrifted({ numbers });
    const { written, snapshotFile, rollbackCommand } = await writeWithSnapshot(
      input,
      client,
      about,
      changed,
    );
    return {
      data: {
        domainName,
        numbers: maskWritten(written),
        elsewhereCount: numbers.length - changed.length,
        snapshotFile: snapshotFile ?? null,
        rollbackCommand: rollbackCommand ?? null,
      },
      problems: listFailures(written),
      text: [
        ...(written.length === 0
          ? [`Nothing to change: no number of ${tenantIds.join(', ')} points at ${domainName}.`]
          : [formatChanges(written), formatWritten(written)]),
        ...(rollbackCommand === undefined ? [] : [`Undo it with: ${rollbackCommand}`]),
        ...formatAdvice(input, tenantIds, written),
      ].join('\n\n'),
      exitCode: decideExitCode(written, exitCodes.done),
    };
  },
};

function checkIds(tenantIds: readonly string[], known: readonly string[]): void {
  if (tenantIds.length === 0) {
    throw new CliError(
      exitCodes.usage,
      'numbers detach needs --tenant',
      'npm run switchboard -- numbers detach --tenant <id>',
    );
  }
  refuseUnknown(tenantIds, known, 'an id of the tenant file, or of a snapshot');
}

/** Returns what is left to do. */
function formatAdvice(
  input: CommandInput,
  tenantIds: readonly string[],
  written: Parameters<typeof listFailures>[0],
): string[] {
  if (listFailures(written).length > 0) {
    const again = buildCommandLine('switchboard numbers detach', pickTarget(input.values));
    return [`Detach the rest with: ${again}`];
  }
  const ids = getTenants(input).tenants.map(({ id }) => id);
  const left = tenantIds.filter((id) => ids.includes(id));
  return left.length === 0
    ? []
    : [`numbers apply points them here again: take ${left.join(', ')} out of the tenant file.`];
}
