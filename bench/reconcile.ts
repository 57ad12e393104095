import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { format } from 'prettier';
import { inProject } from '../build/project';
import { generateCallLogs } from '../sandbox/call-logs/generate-call-logs';
import { buildOrganisation } from '../sandbox/project/sandbox-project';
import { TwilioApi } from '../sandbox/twilio/serverless/twilio-api';
import { StandInVapi } from '../sandbox/vapi/stand-in-vapi';
import { formatTable } from './statistics';

/**
 * `npm run bench:reconcile -- 113000` measures one count only, with `--only usage` one command.
 * `--write docs/reconcile.md` puts the table into the page.
 */
const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, write: { type: 'string' } },
});
/** The largest gives each vendor 105,000 calls and more. */
const COUNTS = positionals.length > 0 ? positionals.map(Number) : [1_000, 10_000, 113_000];
/** About what the transcript and messages of a short call take. */
const BALLAST_BYTES = 4_000;
const API_KEY = 'bench-vapi-key';
const HOUR_MS = 60 * 60_000;
const MEBIBYTE = 1024 * 1024;

interface Measured {
  readonly seconds: number;
  /** What the process computed: the rest is waiting, for the vendors or for other programs. */
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
  readonly output: string;
}

const tenants = Array.from({ length: 10 }, (_each, index) => ({
  id: `tenant-${index}`,
  numbers: [`+1202555020${index}`],
}));

/** Both vendors, with so many calls each. */
async function startWorld(callCount: number) {
  const nowMs = Date.now();
  const twilio = await TwilioApi.start();
  const organisation = { ...buildOrganisation({ tenants: [], defaults: {} }), apiKey: API_KEY };
  const vapi = await StandInVapi.start({ organisation });
  const span = { fromMs: nowMs - 23 * HOUR_MS, untilMs: nowMs - 60_000 };
  const logs = generateCallLogs({ seed: 7, callCount, ...span, tenants });
  twilio.calls.add(logs.twilioCalls);
  vapi.archive.add(logs.vapiCalls);
  vapi.archive.ballast = { artifact: { transcript: 'word '.repeat(BALLAST_BYTES / 5) } };
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-reconcile-'));
  mkdirSync(path.join(folder, 'src', 'assets'), { recursive: true });
  const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };
  writeFileSync(
    path.join(folder, 'src', 'assets', 'tenants.private.json'),
    JSON.stringify({ tenants: tenants.map((tenant) => ({ ...tenant, name: 'x', assistant })) }),
  );
  return { twilio, vapi, folder, vapiCallCount: logs.vapiCalls.length };
}

type World = Awaited<ReturnType<typeof startWorld>>;

async function measure(
  { twilio, folder }: World,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Measured> {
  const peakFile = path.join(folder, 'peak');
  const startedAtMs = performance.now();
  const child = spawn(
    process.execPath,
    ['--require', inProject('bench', 'subjects', 'peak-memory.js'), ...args],
    {
      env: {
        PATH: process.env['PATH'],
        HTTP_PROXY: twilio.proxyUrl,
        NODE_EXTRA_CA_CERTS: twilio.caCertificateFile,
        PEAK_MEMORY_FILE: peakFile,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const output = await text(child.stdout);
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const { peakBytes, cpuSeconds } = JSON.parse(readFileSync(peakFile, 'utf8')) as {
    readonly peakBytes: number;
    readonly cpuSeconds: number;
  };
  return { seconds, cpuSeconds, peakMebibytes: peakBytes / MEBIBYTE, output };
}

function measureOurs(world: World, ...words: readonly string[]): Promise<Measured> {
  const { accountSid, apiKeySid, apiKeySecret } = world.twilio.account;
  return measure(
    world,
    [inProject('cli/start.cjs'), ...words, '--json', '--project', world.folder],
    {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: apiKeySid,
      TWILIO_API_SECRET: apiKeySecret,
      VAPI_API_KEY: API_KEY,
      VAPI_BASE_URL: world.vapi.apiUrl,
    },
  );
}

const listFiles = ({ folder }: World): string[] => [
  ...['--html', path.join(folder, 'report.html')],
  ...['--csv', path.join(folder, 'calls.csv')],
];

/** What each run measures: ours, and a script that loads both sides. */
const SUBJECTS: readonly (readonly [string, (world: World) => Promise<Measured>])[] = [
  ['reconcile', (world) => measureOurs(world, 'reconcile')],
  ['report', (world) => measureOurs(world, 'report', ...listFiles(world))],
  [
    'report, split',
    (world) => measureOurs(world, 'report', '--split-by-tenant', path.join(world.folder, 'pages')),
  ],
  ['usage', (world) => measureOurs(world, 'usage', '--from', sinceYesterday())],
  ['plain script', measurePlain],
];

const sinceYesterday = (): string => new Date(Date.now() - 24 * HOUR_MS).toISOString();

function measurePlain(world: World): Promise<Measured> {
  const { accountSid, apiKeySid, apiKeySecret } = world.twilio.account;
  return measure(world, [inProject('bench', 'subjects', 'reconcile-plain.js')], {
    ACCOUNT_SID: accountSid,
    API_KEY: apiKeySid,
    API_SECRET: apiKeySecret,
    VAPI_URL: world.vapi.apiUrl,
    VAPI_KEY: API_KEY,
    NUMBERS: tenants.flatMap(({ numbers }) => numbers).join(),
    SINCE: sinceYesterday(),
  });
}

async function main(): Promise<void> {
  const rows: string[][] = [];
  for (const callCount of COUNTS) {
    const world = await startWorld(callCount);
    for (const [name, run] of SUBJECTS) {
      if (given.only !== undefined && !given.only.includes(name)) continue;
      const { seconds, cpuSeconds, peakMebibytes, output } = await run(world);
      const calls = countCalls(output);
      const times = [seconds, cpuSeconds].map((each) => `${each.toFixed(1)} s`);
      const cells = [...times, `${peakMebibytes.toFixed(0)} MiB`];
      rows.push([name, calls, String(world.vapiCallCount), ...cells]);
      process.stderr.write(`${rows.at(-1)?.join('  ')}\n`);
    }
    await world.twilio.stop();
    await world.vapi.stop();
    rmSync(world.folder, { recursive: true, force: true });
  }
  const header = ['', 'calls at Twilio', 'at Vapi', 'time', 'of it computing', 'peak memory'];
  const printed = `Node ${process.version}, ${cpus().length} cores\n\n${formatTable(header, rows)}`;
  console.log(printed);
  if (given.write !== undefined) await writeInto(inProject(given.write), printed);
}

/** Returns how many calls at Twilio a run says that it has counted. */
function countCalls(output: string): string {
  const { data, calls } = JSON.parse(output) as {
    readonly data?: { readonly twilioCalls?: number; readonly total?: { readonly calls: number } };
    readonly calls?: number;
  };
  return String(data?.twilioCalls ?? data?.total?.calls ?? calls ?? 'none');
}

/** Replaces what stands between the marks. */
async function writeInto(page: string, printed: string): Promise<void> {
  const marked = /(<!-- npm run bench:reconcile -->\n)[^]*?(\n<!-- end -->)/;
  const text = readFileSync(page, 'utf8');
  if (!marked.test(text)) throw new Error(`${page} has no place for the table`);
  const filled = text.replace(marked, (_all, from, to) => `${from}\n${printed}\n${to}`);
  writeFileSync(page, await format(filled, { parser: 'markdown' }));
}

void main();
