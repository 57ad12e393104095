import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { inProject } from '../build/project';
import { buildExample } from '../sandbox/project/sandbox-project';
import { measureLookup } from './lookup';
import { type ContainerTimes, runContainer, startBenchVapi } from './run-container';
import { buildWithWholeAxios, wholeAxiosFile } from './whole-axios';
import { formatTable, median, percentile } from './statistics';
import { writeTenantFile } from './tenant-files';

const COLD_RUNS = 15;
/** What Vapi takes in the run that shows how much of our loading its waiting time hides. */
const VAPI_DELAY_MS = 300;

const subjects = {
  ours: inProject('.switchboard', 'bench', 'functions', 'incoming-call.protected.js'),
  whole: wholeAxiosFile,
  plain: inProject('bench', 'subjects', 'plain.js'),
  empty: inProject('bench', 'subjects', 'empty.js'),
} as const;
type Subject = keyof typeof subjects;
const names = Object.keys(subjects) as Subject[];

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const ratio = (value: number, base: number) => `${(value / base).toFixed(2)}`;
const progress = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

/** Runs the subjects in turn, so that whatever else the machine does meets all of them. */
async function measureCold(delayMs: number): Promise<Record<Subject, ContainerTimes[]>> {
  const vapi = await startBenchVapi(delayMs);
  const { file, lastNumber } = writeTenantFile(10);
  const times: Record<Subject, ContainerTimes[]> = { ours: [], whole: [], plain: [], empty: [] };
  for (let run = 0; run < COLD_RUNS; run += 1) {
    for (const name of names) {
      progress(`cold starts, Vapi ${delayMs} ms: ${run + 1} of ${COLD_RUNS}`);
      const task = { file: subjects[name], baseUrl: vapi.baseUrl, assetPath: file };
      const measured = await runContainer({ ...task, to: lastNumber, rounds: [] });
      if (name !== 'empty' && !measured.firstIsTwiml) throw new Error(`${name} gave no TwiML`);
      times[name].push(measured);
    }
  }
  vapi.stop();
  return times;
}

async function reportCold(): Promise<string> {
  const atOnce = await measureCold(0);
  const delayed = await measureCold(VAPI_DELAY_MS);
  const rows: [string, (name: Subject) => number][] = [
    ['load the file', (name) => median(atOnce[name].map(({ loadMs }) => loadMs))],
    [
      'cold: process start to first TwiML',
      (name) => median(atOnce[name].map(({ coldMs }) => coldMs)),
    ],
    [
      `the same, Vapi answers after ${VAPI_DELAY_MS} ms`,
      (name) => median(delayed[name].map(({ coldMs }) => coldMs)),
    ],
  ];
  return formatTable(
    ['median of ' + String(COLD_RUNS), 'ours', 'whole', 'plain', 'empty', 'ours / plain'],
    rows.map(([title, of]) => [
      title,
      ms(of('ours')),
      ms(of('whole')),
      ms(of('plain')),
      ms(of('empty')),
      ratio(of('ours'), of('plain')),
    ]),
  );
}

async function reportWarm(): Promise<string> {
  const vapi = await startBenchVapi(0);
  const { file, lastNumber } = writeTenantFile(10);
  const rounds = [
    { calls: 500, inFlight: 1 },
    { calls: 2_000, inFlight: 1 },
    { calls: 5_000, inFlight: 50 },
  ];
  const rows: string[][] = [];
  for (const name of ['ours', 'plain', 'empty'] as const) {
    progress(`warm calls: ${name}`);
    const task = { file: subjects[name], baseUrl: vapi.baseUrl, assetPath: file };
    const { results } = await runContainer({ ...task, to: lastNumber, rounds });
    for (const [index, round] of rounds.entries()) {
      const { times = [], twimlCount } = results[index] ?? {};
      if (name !== 'empty' && twimlCount !== round.calls)
        throw new Error(`${name}: ${twimlCount} of ${round.calls}`);
      if (index === 0) continue; // The compiler warms up on these.
      const shares = [0.5, 0.95, 0.99].map((share) => ms(percentile(times, share)));
      rows.push([name, String(round.inFlight), String(round.calls), ...shares]);
    }
  }
  vapi.stop();
  return formatTable(['warm handler', 'in flight', 'calls', 'p50', 'p95', 'p99'], rows);
}

function reportLookup(): string {
  const rows = [10, 1_000, 40_000].map((count) => {
    progress(`lookups among ${count} tenants`);
    const { file, lastNumber } = writeTenantFile(count);
    const runs = Array.from({ length: 7 }, () => measureLookup(file, lastNumber));
    const of = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
    const cold = [of(({ ours }) => ours.coldMs), of(({ plain }) => plain.coldMs)] as const;
    return [
      String(count),
      `${(statSync(file).size / 1e6).toFixed(2)} MB`,
      ms(cold[0]),
      ms(cold[1]),
      ratio(...cold),
      ms(of(({ ours }) => ours.warmMs)),
      ms(of(({ plain }) => plain.warmMs)),
    ];
  });
  const header = ['tenants', 'file', 'cold ours', 'cold plain', 'ours / plain'];
  return formatTable([...header, 'warm ours', 'warm plain'], rows);
}

function reportSize(): string {
  const kilobytes = (name: Subject) => `${(statSync(subjects[name]).size / 1024).toFixed(1)} kB`;
  const axios = statSync(inProject('node_modules', 'axios', 'dist', 'node', 'axios.cjs')).size;
  const own = readFileSync(subjects.ours).length;
  return formatTable(
    ['built file', 'size'],
    [
      ['ours, all inside', kilobytes('ours')],
      ['whole: the same with all of axios', kilobytes('whole')],
      ['plain, without its node_modules', kilobytes('plain')],
      ['axios alone, as installed, without what it requires', `${(axios / 1024).toFixed(1)} kB`],
      ['ours / axios as installed', ratio(own, axios)],
    ],
  );
}

async function main(): Promise<void> {
  await buildExample('bench');
  await buildWithWholeAxios();
  const { values } = parseArgs({ options: { write: { type: 'string' } } });
  const parts = [
    `# Benchmark\n\nPrinted by \`npm run bench -- --write docs/benchmark.md\` on a virtual machine with ${cpus().length} cores and Node ${process.versions.node.split('.')[0]}. ` +
      'Milliseconds vary from run to run and machine to machine; the ratios within one run tell more.\n\n' +
      '`ours` is the built `incoming-call`; `whole` the same with all of axios in it; `plain` a Function of the usual kind (axios from node_modules, no deadline, no checks, no fallback); `empty` answers at once. Vapi is a server on loopback.',
    `## Cold\n\n${await reportCold()}`,
    `## Warm\n\nWhole handler time; Vapi answers at once, so this is our own time and one loopback request.\n\n${await reportWarm()}`,
    `## Tenant lookup\n\nThe last tenant of the file, a process of its own for each run. The plain way parses the whole file and searches the list.\n\n${reportLookup()}`,
    `## Size\n\n${reportSize()}`,
  ];
  progress('');
  const text = `${parts.join('\n\n')}\n`;
  console.log(text);
  if (values.write !== undefined) writeFileSync(values.write, text);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
