import { statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { inProject } from '../build/project';
import { buildExample } from '../sandbox/project/sandbox-project';
import { aims } from './aims';
import { reportFrontDoor } from './front-door';
import { measureLookup } from './lookup';
import { type ColdTimes, startBenchVapi, startContainer } from './run-container';
import { formatTable, median, percentile } from './statistics';
import { writeTenantFile } from './tenant-files';
import { buildWithWholeAxios, wholeAxiosFile } from './whole-axios';

const COLD_RUNS = 15;
/** What Vapi takes in the run that shows how much of our loading its waiting time hides. */
const VAPI_DELAY_MS = 300;
const WARM_ROUNDS = 15;

const subjects = {
  ours: inProject('.switchboard', 'bench', 'functions', 'incoming-call.protected.js'),
  whole: wholeAxiosFile,
  plain: inProject('bench', 'subjects', 'plain.js'),
  empty: inProject('bench', 'subjects', 'empty.js'),
} as const;
type Subject = keyof typeof subjects;
const names = Object.keys(subjects) as Subject[];

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;
const ratio = (value: number, base: number) => (value / base).toFixed(2);
const progress = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

/** Runs the subjects in turn, so that whatever else the machine does meets all of them. */
async function measureCold(delayMs: number): Promise<Record<Subject, ColdTimes[]>> {
  const vapi = await startBenchVapi(delayMs);
  const { file, lastNumber } = writeTenantFile(10);
  const times: Record<Subject, ColdTimes[]> = { ours: [], whole: [], plain: [], empty: [] };
  for (let run = 0; run < COLD_RUNS; run += 1) {
    for (const name of names) {
      progress(`cold starts, Vapi ${delayMs} ms: ${run + 1} of ${COLD_RUNS}`);
      const task = { file: subjects[name], baseUrl: vapi.baseUrl, assetPath: file };
      const { first, stop } = await startContainer({ ...task, to: lastNumber });
      stop();
      if (name !== 'empty' && !first.isTwiml) throw new Error(`${name} gave no TwiML`);
      times[name].push(first);
    }
  }
  vapi.stop();
  return times;
}

async function reportCold(): Promise<string> {
  const atOnce = await measureCold(0);
  const delayed = await measureCold(VAPI_DELAY_MS);
  const row = (
    title: string,
    all: typeof atOnce,
    pick: (times: ColdTimes) => number,
    aim?: number,
  ): string[] => {
    const values = names.map((name) => median(all[name].map(pick)));
    const [ours = NaN, , plain = NaN] = values;
    const aimed = aim === undefined ? '' : `≤ ${aim.toFixed(2)}`;
    return [title, ...values.map(ms), ratio(ours, plain), aimed];
  };
  return formatTable(
    [`median of ${COLD_RUNS}`, ...names, 'ours / plain', 'aim'],
    [
      row('load the file, CPU time', atOnce, ({ load }) => load.cpuMs, aims.loadRatio),
      row('load the file', atOnce, ({ load }) => load.ms),
      row(
        'process start to first TwiML, CPU time',
        atOnce,
        ({ cold }) => cold.cpuMs,
        aims.coldRatio,
      ),
      row('process start to first TwiML', atOnce, ({ cold }) => cold.ms),
      row(`the same, Vapi answers after ${VAPI_DELAY_MS} ms`, delayed, ({ cold }) => cold.ms),
    ],
  );
}

/** Both keep their containers, and take turns in short rounds. */
async function reportWarm(): Promise<string> {
  const vapi = await startBenchVapi(0);
  const { file, lastNumber } = writeTenantFile(10);
  const start = (name: Subject) =>
    startContainer({
      file: subjects[name],
      baseUrl: vapi.baseUrl,
      assetPath: file,
      to: lastNumber,
    });
  const pair = [await start('ours'), await start('plain')] as const;
  const rows: string[][] = [];
  for (const { calls, inFlight, aim } of [
    { calls: 300, inFlight: 1, aim: `≤ ${aims.warmCpuRatio}` },
    { calls: 600, inFlight: 50, aim: '' },
  ]) {
    const rounds = pair.map(() => ({ cpu: [] as number[], times: [] as number[] }));
    for (let round = -2; round < WARM_ROUNDS; round += 1) {
      progress(`warm calls, ${inFlight} in flight: round ${round + 1} of ${WARM_ROUNDS}`);
      for (const [index, container] of pair.entries()) {
        const { times, twimlCount, cpuMsPerCall } = await container.run({ calls, inFlight });
        if (twimlCount !== calls) throw new Error(`${twimlCount} of ${calls} calls got TwiML`);
        if (round < 0) continue; // The compiler warms up on these.
        rounds[index]?.cpu.push(cpuMsPerCall);
        rounds[index]?.times.push(...times);
      }
    }
    const row = (title: string, values: readonly number[], aimed: string) => {
      const [ours = NaN, plain = NaN] = values;
      rows.push([title, String(inFlight), ms(ours), ms(plain), ratio(ours, plain), aimed]);
    };
    row(
      'CPU time per call',
      rounds.map(({ cpu }) => median(cpu)),
      aim,
    );
    row(
      'whole handler, p50',
      rounds.map(({ times }) => median(times)),
      '',
    );
    row(
      'whole handler, p99',
      rounds.map(({ times }) => percentile(times, 0.99)),
      '',
    );
  }
  for (const { stop } of [...pair, vapi]) stop();
  return formatTable(['warm', 'in flight', 'ours', 'plain', 'ours / plain', 'aim'], rows);
}

function reportLookup(): string {
  const rows = [10, 1_000, 40_000].map((count) => {
    progress(`look-ups among ${count} tenants`);
    const files = writeTenantFile(count);
    const runs = Array.from({ length: 9 }, () => measureLookup(files));
    const of = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
    const coldMs = of(({ ours }) => ours.coldMs);
    const plainMs = of(({ plain }) => plain.coldMs);
    return [
      String(count),
      `${(statSync(files.file).size / 1e6).toFixed(2)} MB`,
      ms(coldMs),
      ms(of(({ unchecked }) => unchecked.coldMs)),
      ms(plainMs),
      ms(coldMs - plainMs),
      count === 10 ? `≤ ${ms(aims.lookupExtraMs)}` : '',
      ms(of(({ ours }) => ours.warmMs)),
      ms(of(({ plain }) => plain.warmMs)),
    ];
  });
  const cold = ['cold ours', 'cold, unchecked', 'cold plain', 'ours - plain', 'aim'];
  return formatTable(['tenants', 'file', ...cold, 'warm ours', 'warm plain'], rows);
}

function reportSize(): string {
  const size = (file: string) => statSync(file).size;
  const axios = size(inProject('node_modules', 'axios', 'dist', 'node', 'axios.cjs'));
  return formatTable(
    ['built file', 'size', 'aim'],
    [
      ['ours, all inside', kilobytes(size(subjects.ours)), `≤ ${aims.incomingCallKilobytes} kB`],
      ['whole: the same with all of axios', kilobytes(size(subjects.whole)), ''],
      ['plain, without its node_modules', kilobytes(size(subjects.plain)), ''],
      ['axios alone, as installed, without what it requires', kilobytes(axios), ''],
    ],
  );
}

async function main(): Promise<void> {
  await buildExample('bench');
  await buildWithWholeAxios();
  const { values } = parseArgs({ options: { write: { type: 'string' } } });
  const node = process.versions.node.split('.')[0];
  const parts = [
    `# Benchmark\n\nPrinted by \`npm run bench -- --write docs/benchmark.md\` on a virtual machine with ${cpus().length} cores and Node ${node}. ` +
      'Milliseconds vary from run to run and machine to machine. CPU times vary less, and the ratios within one run tell most.\n\n' +
      '`ours` is the built `incoming-call`; `whole` is the same with all of axios in it; `plain` is a Function of the usual kind (axios from node_modules, no deadline, no checks, no fallback); `empty` answers with nothing. Vapi is a server on loopback.',
    `## Cold\n\n\`empty\` is the floor: Node's start and Twilio's package, which every answer needs. Twilio's package loads axios from node_modules too, so \`plain\` shares that with it. What \`ours\` spends beyond \`plain\` is the bundled code. Where Vapi takes its time, \`ours\` loads Twilio's package meanwhile; where Vapi answers at once, nothing hides that code.\n\n${await reportCold()}`,
    `## Warm\n\nVapi answers at once, so this is our own time and one loopback request. What \`ours\` spends beyond \`plain\`, by a CPU profile: Vapi's TwiML is parsed, reduced and built anew (about 8 % of its CPU time), each request gets its services (6 %), and log entries are redacted (5 %). That is more than the aim allows.\n\n${await reportWarm()}`,
    `## Tenant look-up\n\nThe last tenant of the file is looked up, in a process of its own for each run. \`ours\` uses a file that this build has checked; \`unchecked\` is the same file without the mark, whose tenant is checked at the look-up. \`plain\` parses the whole file and searches the list.\n\n${reportLookup()}`,
    `## Front door\n\nA tenant without a [front door](front-door.md) pays nothing for it: no webhook more, no request to Sync, no plan; a test holds that. The others here get their assistant with the first webhook as well, and pay for the decision.\n\n${await reportFrontDoor(subjects.ours, progress)}`,
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
