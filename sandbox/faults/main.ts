import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { selectCases } from './cases';
import { deployOnce } from './deploy-once';
import type { ListedCase } from './fault-case';
import { countForbidden, formatAll, formatResults, formatSummary } from './format-results';
import { runAll } from './run-all';
import { isGood } from './run-fault';

const USAGE = `Deploys the project to a stand-in of Twilio, breaks one thing after the other, places calls, and
prints what callers heard.

  npm run faults
  npm run faults -- --only streams
  npm run faults -- --only "429"

  --only       a theme, or a part of a fault's name; may be repeated
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
  if (only !== undefined && write !== undefined) {
    throw new UsageError('--write counts all faults; leave --only out, or use --write-all');
  }
  if (cases.length === 0) throw new UsageError(`no fault is called "${only?.join('" or "')}"`);
  if (list) return print(cases.map(({ theme, name }) => `${theme} / ${name}`).join('\n'));
  const results = await run(cases);
  print(json ? JSON.stringify(results, undefined, 2) : formatResults(results));
  if (write !== undefined) await writePage(write, formatSummary(results));
  if (writeAll !== undefined) await writePage(writeAll, formatAll(results));
  return Object.values(countForbidden(results)).every((count) => count === 0) ? 0 : 1;
}

async function writePage(file: string, page: string): Promise<void> {
  await writeFile(file, await format(page, { parser: 'markdown' }));
}

async function run(cases: readonly ListedCase[]) {
  const deployed = await deployOnce();
  let doneCount = 0;
  return runAll(cases, deployed, (result) => {
    doneCount += 1;
    const sign = isGood(result) ? '✔' : '✘';
    console.error(`${sign} ${doneCount}/${cases.length}  ${result.theme} / ${result.name}`);
  });
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
