import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { selectAbuse } from './abuse';
import { type AbuseResult, formatAbuse, listProblems, runAbuse } from './abuse/run-abuse';
import { selectCases } from './cases';
import { deployOnce } from './deploy-once';
import { formatAll, formatResults, formatSummary } from './format-results';
import { runAll } from './run-all';
import { type FaultResult, isGood } from './run-fault';

const USAGE = `Deploys the project to a stand-in of Twilio, breaks one thing after the other, places calls, and
prints what callers heard. Then strangers and callers try to spend, and the table says what it cost.

  npm run faults
  npm run faults -- --only streams
  npm run faults -- --only "429"

  --only       a theme, the word abuse, or a part of a name; may be repeated
  --list       names the faults and runs none
  --json       prints one JSON document
  --write      also writes the totals and twenty rows to a Markdown file; not with --only
  --write-all  also writes every row to a Markdown file

Exit codes: 0 nothing forbidden happened; 1 something did; 2 wrong usage.`;

class UsageError extends Error {}

async function main(): Promise<number> {
  const { only, list, json, write, 'write-all': writeAll, help } = parseFlags();
  if (help) return print(USAGE);
  const cases = selectCases(only);
  const attacks = selectAbuse(only);
  if (only !== undefined && write !== undefined) {
    throw new UsageError('--write counts all faults; leave --only out, or use --write-all');
  }
  if (cases.length + attacks.length === 0)
    throw new UsageError(`no fault is called "${only?.join('" or "')}"`);
  const names = [
    ...cases.map(({ theme, name }) => `${theme} / ${name}`),
    ...attacks.map(({ name }) => `abuse / ${name}`),
  ];
  if (list) return print(names.join('\n'));
  const deployed = await deployOnce();
  const count = createCounter(names.length);
  const results = await runAll(cases, deployed, (result) =>
    count(isGood(result), `${result.theme} / ${result.name}`),
  );
  const abuse = await runAbuse(attacks, deployed, (result) =>
    count(listProblems(result).length === 0, `abuse / ${result.name}`),
  );
  print(json ? JSON.stringify([...results, ...abuse], undefined, 2) : formatBoth(results, abuse));
  if (write !== undefined) await writePage(write, formatSummary(results, abuse));
  if (writeAll !== undefined) await writePage(writeAll, formatAll(results, abuse));
  const isAllGood =
    results.every(isGood) && abuse.every((result) => listProblems(result).length === 0);
  return isAllGood ? 0 : 1;
}

async function writePage(file: string, page: string): Promise<void> {
  await writeFile(file, await format(page, { parser: 'markdown' }));
}

function createCounter(total: number) {
  let done = 0;
  return (isGoodOne: boolean, name: string) => {
    done += 1;
    console.error(`${isGoodOne ? '✔' : '✘'} ${done}/${total}  ${name}`);
  };
}

function formatBoth(results: readonly FaultResult[], abuse: readonly AbuseResult[]): string {
  return [
    ...(results.length > 0 ? [formatResults(results)] : []),
    ...(abuse.length > 0 ? [formatAbuse(abuse)] : []),
  ].join('\n\n');
}

function parseFlags() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        list: { type: 'boolean' },
        json: { type: 'boolean' },
        write: { type: 'string' },
        'write-all': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function print(text: string): number {
  console.log(text);
  return 0;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    console.error(isUsage ? `${error.message}\n\n${USAGE}` : error);
    process.exitCode = isUsage ? 2 : 1;
  },
);
