import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { inProject } from '../../build/project';
import { buildOrganisation } from '../project/sandbox-project';
import { makeSid } from '../twilio/formats/sid';
import { deployEnvironment } from '../twilio/serverless/deploy-environment';
import { TwilioApi } from '../twilio/serverless/twilio-api';
import { StandInVapi } from '../vapi/stand-in-vapi';
import { findChromium } from './find-chromium';
import { generateCallLogs } from './generate-call-logs';

const USAGE = `Writes the report of a made-up week: both vendors are stand-ins.

  npm run report:example -- report.html
  npm run report:example -- report.html --picture docs/images/report.png

  --picture  takes a picture of the page's beginning with Chromium (CHROMIUM_PATH or on PATH)`;

const API_KEY = 'example-vapi-key';
const DAY_MS = 24 * 60 * 60_000;
const tenants = [
  { id: 'riverside-dental', name: 'Riverside Dental', numbers: ['+12025550101', '+12025550102'] },
  { id: 'summit-hvac', name: 'Summit HVAC', numbers: ['+12025550103'] },
  { id: 'zahnarzt-linden', name: 'Zahnarztpraxis Linden', numbers: ['+12025550104'] },
];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { picture: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (values.help === true || file === undefined) {
    console.log(USAGE);
    process.exitCode = file === undefined && values.help !== true ? 2 : 0;
    return;
  }
  await writeReport(path.resolve(file));
  if (values.picture !== undefined) await makePicture(path.resolve(file), values.picture);
}

async function writeReport(file: string): Promise<void> {
  const nowMs = Date.now();
  const twilio = await TwilioApi.start();
  const organisation = { ...buildOrganisation({ tenants: [], defaults: {} }), apiKey: API_KEY };
  const vapi = await StandInVapi.start({ organisation });
  const span = { fromMs: nowMs - 7 * DAY_MS, untilMs: nowMs - 60_000 };
  const logs = generateCallLogs({ seed: 5, callCount: 2_400, ...span, tenants, isUsual: true });
  twilio.calls.add(logs.twilioCalls);
  vapi.archive.add(logs.vapiCalls);
  deployEnvironment(twilio);
  const environmentSid = [...twilio.store.environments.values()][0]?.sid ?? '';
  twilio.functionLogs.add(
    logs.logEntries.map((line) => ({ ...line, sid: makeSid('NO'), environmentSid, level: 'info' })),
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'example-report-'));
  mkdirSync(path.join(folder, 'src', 'assets'), { recursive: true });
  writeFileSync(path.join(folder, '.twilioserverlessrc'), '{ "serviceName": "switchboard-test" }');
  const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };
  writeFileSync(
    path.join(folder, 'src', 'assets', 'tenants.private.json'),
    JSON.stringify({ tenants: tenants.map((tenant) => ({ ...tenant, assistant })) }),
  );
  await runReport(folder, file, {
    PATH: process.env['PATH'],
    HTTP_PROXY: twilio.proxyUrl,
    HTTPS_PROXY: twilio.proxyUrl,
    NODE_EXTRA_CA_CERTS: twilio.caCertificateFile,
    TWILIO_ACCOUNT_SID: twilio.account.accountSid,
    TWILIO_API_KEY: twilio.account.apiKeySid,
    TWILIO_API_SECRET: twilio.account.apiKeySecret,
    VAPI_API_KEY: API_KEY,
    VAPI_BASE_URL: vapi.apiUrl,
  });
  await twilio.stop();
  await vapi.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function runReport(folder: string, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const command = ['report', '--logs', '--html', file, '--time-zone', 'UTC', '--project', folder];
  const child = spawn(process.execPath, [inProject('cli/start.cjs'), ...command], {
    cwd: inProject(),
    env,
    stdio: 'inherit',
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (exitCode !== 0) throw new Error(`report ended with ${exitCode}`);
}

async function makePicture(page: string, picture: string): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium: set CHROMIUM_PATH');
  mkdirSync(path.dirname(path.resolve(picture)), { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const shown = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
  await shown.goto(pathToFileURL(page).href);
  await shown.screenshot({ path: picture });
  await browser.close();
}

void main();
