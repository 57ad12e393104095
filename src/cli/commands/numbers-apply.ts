import type { Command, CommandInput } from '../command';
import { buildCommandLine } from '../command-line';
import { exitCodes } from '../exit-codes';
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
  isNothingChanged,
  writeNumbers,
  type WrittenNumber,
} from '../numbers/write-numbers';
import {
  formatChanges,
  formatCounts,
  formatWritten,
  listUnmendable,
  maskWritten,
} from '../print/numbers';

/** `switchboard numbers apply`: points the tenants' numbers here. */
export const numbersApply: Command = {
  summary: "points the tenants' numbers here, as numbers plan shows",
  details: [
    'Changes the settings that numbers plan shows, and nothing else. Keeps the old ones in',
    '.switchboard/numbers first, for numbers rollback. Safe to run again after a failure.',
    '',
    DOMAIN_HELP,
  ].join('\n'),
  examples: [
    'npm run switchboard -- numbers apply --environment production',
    'npm run switchboard -- numbers apply --domain calls.example.com --json',
  ],
  options: domainOptions,
  async run(input) {
    const read = await readPlan(input);
    const drifted = listDrifted(read.plan);
    const unmendable = listUnmendable(read.plan);
    const { written, snapshotFile } = await applyPlan(input, read);
    const rollback =
      snapshotFile &&
      buildCommandLine('switchboard numbers rollback', {
        snapshot: snapshotFile,
        project: input.values['project'],
      });
    const failures = written.filter(({ outcome }) => outcome !== 'changed');
    const text = [
      ...(drifted.length === 0 ? [] : [formatChanges(drifted), formatWritten(written)]),
      ...(unmendable.length === 0 ? [] : [unmendable.join('\n')]),
      drifted.length === 0 ? `${formatCounts(read.plan)}\n\nNothing to change.` : '',
      ...(rollback
        ? [`The old settings are in ${snapshotFile}\nRestore them with: ${rollback}`]
        : []),
      ...(failures.length === 0 ? [] : [formatAdvice(input, failures)]),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
    const { domainName, missing, strays, otherCount } = read.plan;
    return {
      data: {
        domainName,
        numbers: maskWritten(written),
        missing,
        strays,
        otherCount,
        snapshotFile: snapshotFile ?? null,
        rollbackCommand: rollback ?? null,
      },
      problems: [...failures.map(formatFailure), ...unmendable],
      text,
      exitCode: decideExitCode(written, unmendable.length === 0 ? exitCodes.done : exitCodes.found),
    };
  },
};

interface AppliedPlan {
  readonly written: readonly WrittenNumber[];
  /** Undefined where nothing was changed. */
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
  if (!isNothingChanged(written)) return { written, snapshotFile };
  dropSnapshot(projectFolder, snapshotFile);
  return { written, snapshotFile: undefined };
}

function formatAdvice({ values }: CommandInput, failures: readonly WrittenNumber[]): string {
  const fix = failures.find(({ error }) => error?.fix !== undefined)?.error?.fix;
  const again = `Change the rest with: ${buildCommandLine('switchboard numbers apply', pickTarget(values))}`;
  return [...(fix === undefined ? [] : [`mend it with: ${fix}`]), again].join('\n');
}

function formatFailure({ phoneNumber, outcome, error }: WrittenNumber): string {
  if (outcome === 'not-tried') return `${phoneNumber}: not tried after the failure before it`;
  return error?.message ?? `${phoneNumber}: ${outcome}`;
}
