import type { Command, CommandInput } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { confirm, yesOption } from '../../core/confirm';
import { exitCodes } from '../../core/exit-codes';
import type { NumberChanges } from '../numbers/number-settings';
import { listDrifted } from '../numbers/plan';
import { NUMBERS_HELP, numbersOptions, pickTarget, readPlan } from '../numbers/read-plan';
import { decideExitCode, listFailures, type WrittenNumber } from '../numbers/write-numbers';
import { writeWithSnapshot } from '../numbers/write-with-snapshot';
import {
  formatChanges,
  formatCounts,
  formatWritten,
  listUnfixable,
  maskWritten,
} from '../numbers/print-numbers';

/** `switchboard numbers apply`: points the tenants' numbers here. */
export const numbersApply: Command = {
  summary: "points the tenants' numbers here, as numbers plan shows",
  details: [
    'Changes the settings that numbers plan shows, and nothing else. Saves the old ones in',
    '.switchboard/numbers first, for numbers rollback. Safe to run again after a failure.',
    '',
    NUMBERS_HELP,
    '--yes          lets numbers leave a SIP trunk, which otherwise is asked first',
  ].join('\n'),
  examples: [
    'npm run switchboard -- numbers apply --environment production',
    'npm run switchboard -- numbers apply --tenant riverside-dental --json',
  ],
  options: { ...numbersOptions, ...yesOption },
  changesAccount: true,
  async run(input) {
    const { client, accountSid, plan } = await readPlan(input);
    const { domainName, missing, strays, otherCount } = plan;
    const drifted = listDrifted(plan);
    await confirmLeavingTrunks(input, drifted);
    const about = { accountSid, domainName };
    const { written, snapshotFile, rollbackCommand } = await writeWithSnapshot(
      input,
      client,
      about,
      drifted,
    );
    const unfixable = listUnfixable(plan);
    return {
      data: {
        domainName,
        numbers: maskWritten(written),
        missing,
        strays,
        otherCount,
        snapshotFile: snapshotFile ?? null,
        rollbackCommand: rollbackCommand ?? null,
      },
      problems: [...listFailures(written), ...unfixable],
      text: [
        written.length === 0
          ? `${formatCounts(plan)}\n\nNothing to change.`
          : `${formatChanges(written)}\n\n${formatWritten(written)}`,
        unfixable.join('\n'),
        rollbackCommand === undefined
          ? ''
          : `The old settings are in ${snapshotFile}\nRestore them with: ${rollbackCommand}`,
        formatAdvice(input, written),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
      exitCode: decideExitCode(written, unfixable.length === 0 ? exitCodes.done : exitCodes.found),
    };
  },
};

/** A trunk's other calls, those that the tenant makes over it, end with the number. @throws {CliError} */
async function confirmLeavingTrunks(
  input: CommandInput,
  drifted: readonly NumberChanges[],
): Promise<void> {
  const leaving = drifted.flatMap(({ phoneNumber, changes }) =>
    changes
      .filter(({ field }) => field === 'trunkSid')
      .map(({ now }) => `${phoneNumber} leaves SIP trunk ${now}`),
  );
  if (leaving.length === 0) return;
  await confirm(input, {
    what: `${leaving.join(', ')}: calls no longer go to the trunk's own equipment`,
    command: buildCommandLine('switchboard numbers apply', {
      ...pickTarget(input.values),
      yes: true,
    }),
  });
}

/** Returns what to do about numbers that were not changed; empty if there are none. */
function formatAdvice({ values }: CommandInput, written: readonly WrittenNumber[]): string {
  if (listFailures(written).length === 0) return '';
  const fix = written.find(({ error }) => error?.fix !== undefined)?.error?.fix;
  const again = `Change the rest with: ${buildCommandLine('switchboard numbers apply', pickTarget(values))}`;
  return [...(fix === undefined ? [] : [`fix: ${fix}`]), again].join('\n');
}
