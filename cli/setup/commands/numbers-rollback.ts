import { CliError } from '../../core/cli-error';
import type { Command, CommandInput, OptionValue } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { exitCodes } from '../../core/exit-codes';
import { listAccountNumbers } from '../numbers/account-numbers';
import { planRollback, type RollbackPlan } from '../numbers/plan-rollback';
import {
  findOlderSnapshotFile,
  getNewestSnapshotFile,
  readSnapshot,
  type Snapshot,
} from '../numbers/snapshot';
import {
  decideExitCode,
  listFailures,
  writeNumbers,
  type WrittenNumber,
} from '../numbers/write-numbers';
import { formatChanges, formatWritten, maskNumbers, maskWritten } from '../numbers/print-numbers';
import { createTwilioClient, readTwilioCredentials } from '../../core/twilio-client';

/** `switchboard numbers rollback`: gives numbers their old settings back. */
export const numbersRollback: Command = {
  summary: 'gives numbers the settings back that numbers apply changed',
  details: [
    'Restores the settings of a snapshot, and nothing else. A number that somebody changed after',
    'numbers apply is left alone. Safe to run again.',
    '',
    '--snapshot  a file in .switchboard/numbers (default: the newest)',
    '--force     restores what somebody else changed as well',
  ].join('\n'),
  examples: [
    'npm run switchboard -- numbers rollback',
    'npm run switchboard -- numbers rollback --snapshot .switchboard/numbers/2026-01-31T10-15-00-000Z.json --json',
  ],
  options: { snapshot: { type: 'string' }, force: { type: 'boolean' } },
  changesAccount: true,
  async run(input) {
    const { values, environment, projectFolder, progress } = input;
    const credentials = readTwilioCredentials(environment);
    const file = String(values['snapshot'] ?? getNewestSnapshotFile(projectFolder));
    const snapshot = readSnapshot(projectFolder, file);
    checkAccount(snapshot, file, credentials.accountSid);
    const client = createTwilioClient(credentials, input);
    progress.show('listing the phone numbers of the account');
    const numbers = await listAccountNumbers(client);
    const plan = planRollback(snapshot, numbers, values['force'] === true);
    const written = await writeNumbers({ client, progress }, plan.restored);
    const older = findOlderSnapshotFile(projectFolder, file);
    const left = listLeft(plan);
    return {
      data: {
        snapshotFile: file,
        olderSnapshotFile: older ?? null,
        takenAt: snapshot.takenAt,
        domainName: snapshot.domainName,
        numbers: maskWritten(written),
        already: plan.already.map(({ phoneNumber, sid }) => ({ phoneNumber, sid })),
        foreign: maskNumbers(plan.foreign),
        gone: plan.gone.map(({ phoneNumber, sid }) => ({ phoneNumber, sid })),
      },
      problems: [...listFailures(written), ...left],
      text: formatText(input, { file, older, plan, written }),
      exitCode: decideExitCode(written, left.length === 0 ? exitCodes.done : exitCodes.found),
    };
  },
};

interface Rollback {
  readonly file: string;
  readonly older: string | undefined;
  readonly plan: RollbackPlan;
  readonly written: readonly WrittenNumber[];
}

function formatText({ values }: CommandInput, { file, older, plan, written }: Rollback): string {
  const { project } = values;
  const commandFor = (snapshot: string, force?: OptionValue) =>
    buildCommandLine('switchboard numbers rollback', { snapshot, force, project });
  const isDone = listFailures(written).length === 0;
  return [
    `snapshot: ${file}`,
    ...(written.length === 0
      ? ['Nothing to restore.']
      : [formatChanges(written), formatWritten(written)]),
    ...(plan.foreign.length === 0
      ? []
      : [formatChanges(plan.foreign), `Restore these as well with: ${commandFor(file, true)}`]),
    listLeft(plan).join('\n'),
    isDone ? '' : `Restore the rest with: ${commandFor(file, values['force'])}`,
    older === undefined ? '' : `For what was applied before that: ${commandFor(older)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function checkAccount(snapshot: Snapshot, file: string, accountSid: string): void {
  if (snapshot.accountSid === accountSid) return;
  throw new CliError(
    exitCodes.configuration,
    `${file} is of account ${snapshot.accountSid}, but the credentials are of ${accountSid}`,
    `set TWILIO_ACCOUNT_SID and the credentials of ${snapshot.accountSid}, or name another file by --snapshot`,
  );
}

/** Returns the numbers that were left alone and why, one sentence each. */
function listLeft({ foreign, gone }: RollbackPlan): string[] {
  return [
    ...foreign.map(
      ({ phoneNumber, foreignFields }) =>
        `${phoneNumber}: somebody has since changed ${foreignFields.join(', ')}; left alone`,
    ),
    ...gone.map(({ phoneNumber }) => `${phoneNumber}: the account no longer has this number`),
  ];
}
