import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { formatWall } from '../../core/moment-option';
import { getTenants } from '../../core/tenant-file';
import { formatTable } from '../../print/table';
import { decideCall } from '../front-door/decide-call';
import { describeCaller, describeReason } from '../front-door/describe-call';
import { findHolidayGap } from '../front-door/find-tenant';
import { type Expectation, readExpectations } from '../front-door/read-expectations';

/** `switchboard tenants test`: whether calls meet what a table expects, for the user's own CI. */
export const tenantsTest: Command = {
  summary: 'checks a table of what calls are expected to meet before the assistant',
  details: `Reads the tenant file and a JSON file with a list of expectations: "tenant" or "to", "from",
"at", "expect" and others that docs/front-door.md lists. Decides each as decide does, and ends with 1 if one does not hold.

  --file         the JSON file`,
  examples: [
    'npm run switchboard -- tenants test --file front-door.tests.json',
    'npm run --silent switchboard -- tenants test --file front-door.tests.json --json',
  ],
  options: { file: { type: 'string' } },
  run(input) {
    const checked = readFile(input).map(checkExpectation);
    const problems = checked.flatMap(({ line, tenantId, problem }) =>
      problem === undefined ? [] : [`line ${line}, ${tenantId}: ${problem}`],
    );
    const rows = checked.map((one) => [
      ...[String(one.line), one.tenantId, one.caller, one.moment, one.expect],
      one.problem === undefined ? 'ok' : `FAILED: ${one.problem}`,
    ]);
    return Promise.resolve({
      data: { expectations: checked.map(toData) },
      problems,
      text: [
        formatTable(['line', 'tenant', 'caller', 'at', 'expected', ''], rows),
        '',
        problems.length === 0
          ? `all ${checked.length} expectations hold`
          : `${problems.length} of ${checked.length} expectations do not hold`,
      ].join('\n'),
      exitCode: problems.length === 0 ? exitCodes.done : exitCodes.found,
    });
  },
};

/** @throws {CliError} with every problem of a broken file */
function readFile(input: CommandInput): readonly Expectation[] {
  const { file: name } = input.values;
  if (typeof name !== 'string' || name === '') {
    throw new CliError(exitCodes.usage, '--file is missing', '--file front-door.tests.json');
  }
  const tenants = getTenants(input);
  const { expectations, problems } = readExpectations(
    readBytes(path.resolve(input.workingFolder, name), name),
    tenants,
    input.environment,
  );
  if (expectations !== undefined) return expectations;
  throw new CliError(exitCodes.usage, [`${name} has problems:`, ...problems].join('\n  '));
}

function readBytes(file: string, name: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CliError(exitCodes.usage, `--file ${name}: ${(error as Error).message}`);
  }
}

interface Checked {
  readonly line: number;
  readonly tenantId: string;
  readonly caller: string;
  readonly moment: string;
  readonly expect: string;
  readonly met: string;
  /** Undefined = it holds. */
  readonly problem: string | undefined;
}

function checkExpectation(expectation: Expectation): Checked {
  const { line, question, tenant, expect, variables, why } = expectation;
  const decided = decideCall(question, tenant);
  const { met, reasons } = decided;
  const differing = Object.entries(variables).flatMap(([name, value]) => {
    const is = decided.variables[name];
    return String(is) === value ? [] : [`${name} is ${is === undefined ? 'not set' : String(is)}`];
  });
  const wrong = [...(met === expect ? [] : [`meets ${met}`]), ...differing];
  const because = reasons.map(
    (reason) => `${reason.part} ${reason.choice}, ${describeReason(reason)}`,
  );
  const gap = findHolidayGap(tenant, question.at);
  const parts = [
    wrong.join(', '),
    ...because,
    ...(gap === undefined ? [] : [gap]),
    ...(why === undefined ? [] : [`expected because ${why}`]),
  ];
  const { timeZone } = tenant.hours ?? {};
  return {
    ...{ line, expect, met },
    tenantId: tenant.id,
    caller: describeCaller(decided.call.caller),
    moment: timeZone === undefined ? '' : formatWall(timeZone, question.at),
    problem: wrong.length === 0 ? undefined : parts.join('; '),
  };
}

const toData = ({ line, tenantId, caller, expect, met, problem }: Checked) => ({
  ...{ line, tenantId, caller, expect, met },
  problem: problem ?? null,
});
