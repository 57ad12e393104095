import { parseArgs } from 'node:util';
import { queueDemoOptions, runQueue } from './demo-queue';
import { buildScenarios } from './demo-scenarios';
import { measureTransfer, transferStories, type TransferTimes } from './demo-transfers';
import { type DemoWorld, type DemoWorldOptions, startDemoWorld } from './demo-world';
import { sandboxSettings } from './project/sandbox-project';
import { printTimeline } from './timeline';
import type { CallReport } from './twilio/place-call';

const USAGE = `Shows simulated calls against the real twilio-run and stand-ins of both vendors.

  npm run demo
  npm run demo -- transfer
  npm run demo -- queue

  transfer  only callers who are handed to a person, and back
  queue     twelve callers for three lines, who wait in turn

Exit codes: 0 every call went as told; 1 one did not; 2 wrong usage.`;

/** Places the calls with an assistant; returns what went wrong. */
async function runScenarios({ standIn, network, placeCall }: DemoWorld): Promise<string[]> {
  const failures: string[] = [];
  for (const scenario of buildScenarios(sandboxSettings.VAPI_ASSISTANT_ID)) {
    const callsBefore = standIn.calls.length;
    const textsBefore = network.messages.length;
    const { title, from, to, fault, firstFault, people = {}, message } = scenario;
    standIn.standingFault = fault;
    if (firstFault !== undefined) standIn.nextFaults.push(firstFault);
    const said = message === undefined ? {} : { message };
    const report = await placeCall({ from, to, people, ...said });
    const texts = network.messages.slice(textsBefore);
    for (const text of texts)
      report.timeline.record('twilio', `sends a text to ${text.to}: ${text.body}`);
    const problems = scenario.check(report, standIn.calls.slice(callsBefore), texts);
    failures.push(...show(title, report, problems));
  }
  standIn.standingFault = undefined;
  return failures;
}

/** Places the calls that are handed over; returns what did not go as told. */
async function runTransfers({ standIn, network, placeCall }: DemoWorld): Promise<string[]> {
  const failures: string[] = [];
  const times: TransferTimes[] = [];
  for (const story of transferStories) {
    const callsBefore = standIn.calls.length;
    const { from, to, people, script } = story;
    standIn.nextScripts.push(script);
    const report = await placeCall({ from, to, people });
    // Left over where the call never reached Vapi.
    standIn.nextScripts.length = 0;
    const calls = standIn.calls.slice(callsBefore);
    const measured = measureTransfer(report, calls);
    if (measured !== undefined) times.push(measured);
    failures.push(...show(story.title, report, story.check(report, calls)));
  }
  failures.push(...network.strayProblems);
  console.log(`\n${times.map(printTimes).join('\n')}`);
  return failures;
}

function show(title: string, { timeline }: CallReport, problems: readonly string[]): string[] {
  console.log(`\n${problems.length === 0 ? '✔' : '✘'} ${title}`);
  console.log(printTimeline(timeline));
  return problems.map((problem) => `${title}: ${problem}`);
}

function printTimes({ toHoldMs, toRingMs }: TransferTimes): string {
  const [hold, ring] = [toHoldMs, toRingMs].map((ms) => (ms === undefined ? 'never' : `${ms} ms`));
  return `From the tool call to hold music: ${hold}; to the first ring: ${ring}`;
}

async function runDemo(
  parts: ReadonlyArray<(world: DemoWorld) => Promise<string[]>>,
  options: DemoWorldOptions = {},
): Promise<number> {
  const world = await startDemoWorld(options);
  const failures: string[] = [];
  try {
    for (const run of parts) failures.push(...(await run(world)));
  } finally {
    await world.stop();
  }
  for (const failure of failures) console.error(`FAILED  ${failure}`);
  console.log(failures.length === 0 ? '\nEvery caller was answered.' : '');
  return failures.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean' } },
  });
  if (values.help) console.log(USAGE);
  else if (positionals.length === 0) return runDemo([runScenarios, runTransfers]);
  else if (positionals.join() === 'transfer') return runDemo([runTransfers]);
  else if (positionals.join() === 'queue') return runDemo([runQueue], queueDemoOptions());
  else {
    console.error(USAGE);
    return 2;
  }
  return 0;
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
