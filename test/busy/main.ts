import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { formatTable } from '../../cli/print/table';

const USAGE = `Runs the tests and the demo beside twice as many busy processes as this machine has cores.

  npm run test:busy
  npm run test:busy -- --times 1

Exit codes: 0 everything passed every time; 1 something did not; 2 wrong usage.`;

const COMMANDS: readonly (readonly string[])[] = [['test'], ['run', '--silent', 'demo']];

/** One command of one round. */
interface BusyRun {
  readonly round: number;
  readonly what: string;
  readonly exitCode: number;
  readonly seconds: number;
}

/** Keeps a core busy. Its standard input closes when this process ends, however it ends. */
const LOOP = `
  process.stdin.resume().on('close', () => process.exit());
  const spin = () => {
    const untilMs = Date.now() + 100;
    while (Date.now() < untilMs);
    setImmediate(spin);
  };
  spin();`;

function startLoops(): ChildProcess[] {
  return Array.from({ length: 2 * availableParallelism() }, () =>
    spawn(process.execPath, ['-e', LOOP], { stdio: ['pipe', 'ignore', 'ignore'] }),
  );
}

async function runOnce(round: number, words: readonly string[]): Promise<BusyRun> {
  const startedAtMs = performance.now();
  const child = spawn('npm', words, { stdio: 'inherit' });
  const exitCode = await new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const seconds = Math.round((performance.now() - startedAtMs) / 1_000);
  return { round, what: `npm ${words.join(' ')}`, exitCode, seconds };
}

async function runAll(times: number): Promise<number> {
  const runs: BusyRun[] = [];
  const loops = startLoops();
  try {
    for (let round = 1; round <= times; round += 1) {
      for (const words of COMMANDS) runs.push(await runOnce(round, words));
    }
  } finally {
    for (const loop of loops) loop.kill('SIGKILL');
  }
  const rows = runs.map(({ round, what, exitCode, seconds }) => [
    `${round}`,
    what,
    `${exitCode}`,
    `${seconds}`,
  ]);
  console.log(`\n${formatTable(['run', 'what', 'exit code', 'seconds'], rows)}`);
  return runs.every(({ exitCode }) => exitCode === 0) ? 0 : 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { times: { type: 'string', default: '3' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const times = Number(values.times);
  if (Number.isInteger(times) && times > 0) return runAll(times);
  console.error(USAGE);
  return 2;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const isUsage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    console.error(isUsage ? `${(error as Error).message}\n\n${USAGE}` : error);
    process.exitCode = isUsage ? 2 : 1;
  },
);
