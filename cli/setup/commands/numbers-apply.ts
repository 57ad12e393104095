import type { Command, CommandInput } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { exitCodes } from '../../core/exit-codes';
import { listDrifted } from '../numbers/plan';
import {
  DOMAIN_HELP,
  domainOptions,
  pickTarget,
  type ReadPlan,
  readPlan,
} from '../numbers/read-plan';
import { buildSnapshot, dropSnapshot, keepSnapshot } from '../numbers/snapshot';
import {
  decideExitCode,
  isRefusedByTwilio,
  listFailures,
  writeNumbers,
  type WrittenNumber,
} from '../numbers/write-numbers';
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
    DOMAIN_HELP,
  ].join('\n'),
  examples: [
    'npm run switchboard -- numbers apply --environment production',
    'npm run switchboard -- numbers apply --domain calls.example.com --json',
  ],
  options: domainOptions,
  changesAccount: true,
  async run(input) {
    const read = await readPlan(input);
    const { written, snapshotFile } = await applyPlan(input, read);
    const { domainName, missing, strays, otherCount } = read.plan;
    const unfixable = listUnfixable(read.plan);
    const rollbackCommand =
      snapshotFile &&
      buildCommandLine('switchboard numbers rollback', {
        snapshot: snapshotFile,
        project: input.values['project'],
      });
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
          ? `${formatCounts(read.plan)}\n\nNothing to change.`
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

interface AppliedPlan {
  readonly written: readonly WrittenNumber[];
  /** Undefined if nothing was changed. */
  readonly snapshotFile: string | undefined;
}

async function applyPlan(
  { projectFolder, progress }: CommandInput,
  { client, accountSid, plan }: ReadPlan,
): Promise<AppliedPlan> {
  const drifted = listDrifted(plan);
  if (drifted.length === 0) return { written: [], snapshotFile: undefined };
  const about = { accountSid, domainName: plan.domainName, takenAt: new Date() };
  const snapshotFile = keepSnapshot(projectFolder, buildSnapshot(about, drifted));
  const written = await writeNumbers({ client, progress }, drifted);
  if (!isRefusedByTwilio(written)) return { written, snapshotFile };
  dropSnapshot(projectFolder, snapshotFile);
  return { written, snapshotFile: undefined };
}

/** Returns what to do about numbers that were not changed; empty if there are none. */
function formatAdvice({ values }: CommandInput, written: readonly WrittenNumber[]): string {
  if (listFailures(written).length === 0) return '';
  const fix = written.find(({ error }) => error?.fix !== undefined)?.error?.fix;
  const again = `Change the rest with: ${buildCommandLine('switchboard numbers apply', pickTarget(values))}`;
  return [...(fix === undefined ? [] : [`fix: ${fix}`]), again].join('\n');
}
