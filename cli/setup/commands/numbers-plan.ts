import type { Command } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { exitCodes } from '../../core/exit-codes';
import { listDrifted } from '../numbers/plan';
import { NUMBERS_HELP, numbersOptions, pickTarget, readPlan } from '../numbers/read-plan';
import {
  formatChanges,
  formatCounts,
  listUnfixable,
  listUrlFaults,
  maskNumbers,
} from '../numbers/print-numbers';

/** `switchboard numbers plan`: do the tenants' numbers lead here? */
export const numbersPlan: Command = {
  summary: "compares the tenants' numbers with what Twilio has; changes nothing",
  details: [
    'Names every setting that differs, numbers that the account lacks, and numbers that point here',
    'though no tenant has them. Ends with 1 if there are any. Notes name numbers that text callers and',
    'cannot, or whose replies lead nowhere.',
    '',
    NUMBERS_HELP,
  ].join('\n'),
  examples: [
    'npm run switchboard -- numbers plan --environment production',
    'npm run switchboard -- numbers plan --domain calls.example.com --json',
  ],
  options: numbersOptions,
  async run(input) {
    const { plan } = await readPlan(input);
    const drifted = listDrifted(plan);
    const unfixable = listUnfixable(plan);
    const faults = listUrlFaults(drifted);
    const differences = drifted.map(
      ({ phoneNumber, tenantId, changes }) =>
        `${phoneNumber} of ${tenantId}: ${changes.map(({ field }) => field).join(', ')} will be changed by numbers apply`,
    );
    const next = `Change them with: ${buildCommandLine('switchboard numbers apply', pickTarget(input.values))}`;
    const text = [
      ...(drifted.length === 0 ? [] : [formatChanges(drifted)]),
      ...(faults.length === 0 ? [] : [faults.join('\n')]),
      ...(unfixable.length === 0 ? [] : [unfixable.join('\n')]),
      ...(plan.textNotes.length === 0
        ? []
        : [plan.textNotes.map((note) => `note: ${note}`).join('\n')]),
      formatCounts(plan),
      ...(drifted.length === 0 ? [] : [next]),
    ].join('\n\n');
    const problems = [...differences, ...faults, ...unfixable];
    return {
      data: { ...plan, numbers: maskNumbers(plan.numbers) },
      problems,
      text,
      exitCode: problems.length === 0 ? exitCodes.done : exitCodes.found,
    };
  },
};
