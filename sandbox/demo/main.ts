import { parseArgs } from 'node:util';
import { describeFailure } from '../../build/describe-failure';
import { formatTable } from '../../cli/print/table';
import { type Detail, formatEntry, isShown, type TimelineEntry } from '../timeline/timeline';
import { buildCallStory } from './call-story';
import { answeredPlots } from './stories/answered';
import { failingPlots } from './stories/failing';
import { frontDoorPlots } from './stories/front-door';
import { queueStory } from './stories/queue';
import { transferPlots } from './stories/transfers';
import type { Ending, Story } from './story';
import { type DemoWorld, startDemoWorld } from './world';

/** Three failures in a row open the breaker, so stories in which Vapi fails come last. */
const STORIES: readonly Story[] = [
  ...[...answeredPlots, ...frontDoorPlots, ...transferPlots].map(buildCallStory),
  queueStory,
  ...failingPlots.map(buildCallStory),
];

const USAGE = `Shows simulated calls: the Functions run in the real twilio-run, Twilio's phone network and
Vapi are stand-ins on this machine.

  npm run demo
  npm run demo -- --verbose
  npm run demo -- transfer queue

  --verbose  also shows every webhook and its answer

Stories, all of them unless some are named:
${STORIES.map(({ name, title }) => `  ${name.padEnd(20)} ${title}`).join('\n')}

Exit codes: 0 every call went as expected; 1 one did not; 2 wrong usage.`;

const INTRODUCTION = `Simulated calls. The Functions run in Twilio's own twilio-run; Twilio's phone network and Vapi are
stand-ins on this machine. Seconds are those of the call: nobody has to wait for them.`;

/** The first story shows each step, the others only what was said and heard. */
async function runDemo(stories: readonly Story[], isVerbose: boolean): Promise<number> {
  const startedAtMs = performance.now();
  console.log('Building …');
  const world = await startDemoWorld();
  console.log(INTRODUCTION);
  const endings: (Ending & { readonly name: string })[] = [];
  try {
    for (const [index, story] of stories.entries()) {
      const detail = index === 0 ? 'steps' : 'said';
      const ending = await show(story, world, isVerbose ? 'webhooks' : detail);
      endings.push({ ...ending, name: story.name });
    }
    const strays = world.network.strayProblems;
    for (const problem of strays) console.error(`FAILED  ${problem}`);
    printEndings(endings);
    const isFine = strays.length === 0 && endings.every(({ problems }) => problems.length === 0);
    const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(0);
    console.log(isFine ? `\nEvery call went as it should. The demo took ${seconds} s.` : '');
    return isFine ? 0 : 1;
  } finally {
    await world.stop();
  }
}

/** Prints what happens as it happens. */
async function show({ title, play }: Story, world: DemoWorld, detail: Detail): Promise<Ending> {
  console.log(`\n▸ ${title}`);
  const print = (entry: TimelineEntry) => {
    if (isShown(entry, detail)) console.log(formatEntry(entry));
  };
  const ending = await play(world, print);
  if (ending.summary !== undefined) console.log(ending.summary);
  for (const problem of ending.problems) console.error(`FAILED  ${title}: ${problem}`);
  return ending;
}

function printEndings(endings: readonly (Ending & { readonly name: string })[]): void {
  const rows = endings.map(({ name, heard, lastedMs, problems }) => [
    problems.length === 0 ? '✔' : '✘',
    name,
    `${(lastedMs / 1_000).toFixed(1).padStart(5)} s`,
    heard,
  ]);
  console.log(`\n${formatTable([' ', 'story', 'call took', 'the caller heard'], rows)}`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean' }, verbose: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const unknown = positionals.find((word) => STORIES.every(({ name }) => name !== word));
  if (unknown !== undefined) {
    console.error(`There is no story "${unknown}".\n\n${USAGE}`);
    return 2;
  }
  const chosen = STORIES.filter(({ name }) => positionals.includes(name));
  return runDemo(chosen.length === 0 ? STORIES : chosen, values.verbose);
}

// Everything that must be cleaned up listens for the process's exit.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const isUsage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    console.error(isUsage ? `${(error as Error).message}\n\n${USAGE}` : describeFailure(error));
    process.exitCode = isUsage ? 2 : 1;
  },
);
