import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { inProject } from '../build/project';
import { generateCallLogs } from '../sandbox/call-logs/generate-call-logs';
import { buildOrganisation } from '../sandbox/project/sandbox-project';
import { TwilioApi } from '../sandbox/twilio/serverless/twilio-api';
import { StandInVapi } from '../sandbox/vapi/stand-in-vapi';
import { formatTable } from './statistics';

/** `npm run bench:reconcile -- 100000` measures one count only. */
const GIVEN = process.argv.slice(2).map(Number);
const COUNTS = GIVEN.length > 0 ? GIVEN : [1_000, 10_000, 100_000];
/** About what the transcript and messages of a short call take. */
const BALLAST_BYTES = 4_000;
const API_KEY = 'bench-vapi-key';
const HOUR_MS = 60 * 60_000;
const MEBIBYTE = 1024 * 1024;

interface Measured {
  readonly seconds: number;
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
  return { seconds, peakMebibytes: Number(readFileSync(peakFile, 'utf8')) / MEBIBYTE, output };
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

function measurePlain(world: World): Promise<Measured> {
  const { accountSid, apiKeySid, apiKeySecret } = world.twilio.account;
  return measure(world, [inProject('bench', 'subjects', 'reconcile-plain.js')], {
    ACCOUNT_SID: accountSid,
    API_KEY: apiKeySid,
    API_SECRET: apiKeySecret,
    VAPI_URL: world.vapi.apiUrl,
    VAPI_KEY: API_KEY,
    NUMBERS: tenants.flatMap(({ numbers }) => numbers).join(),
    SINCE: new Date(Date.now() - 24 * HOUR_MS).toISOString(),
  });
}

async function main(): Promise<void> {
  const rows: string[][] = [];
  for (const callCount of COUNTS) {
    const world = await startWorld(callCount);
    for (const [name, run] of [
      ['reconcile', (each: World) => measureOurs(each, 'reconcile')],
      ['report', (each: World) => measureOurs(each, 'report', ...listFiles(each))],
      ['plain script', measurePlain],
    ] as const) {
      const { seconds, peakMebibytes, output } = await run(world);
      const calls = /"(?:twilioCalls|calls)": ?(\d+)/.exec(output)?.[1] ?? 'none';
      const cells = [`${seconds.toFixed(1)} s`, `${peakMebibytes.toFixed(0)} MiB`];
      rows.push([name, calls, String(world.vapiCallCount), ...cells]);
      process.stderr.write(`${rows.at(-1)?.join('  ')}\n`);
    }
    await world.twilio.stop();
    await world.vapi.stop();
    rmSync(world.folder, { recursive: true, force: true });
  }
  const header = ['', 'calls at Twilio', 'at Vapi', 'time', 'peak memory'];
  console.log(`Node ${process.version}, ${cpus().length} cores\n\n${formatTable(header, rows)}`);
}

void main();
