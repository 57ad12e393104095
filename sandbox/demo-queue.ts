import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../build/project';
import type { DemoWorld, DemoWorldOptions } from './demo-world';
import { exampleAssetsFolder } from './project/sandbox-project';
import { type CallerPlan, type CallerReport, placeCallers } from './twilio/network/place-callers';
import type { StandInCall } from './vapi/stand-in-call';

/** Whose callers wait: they may leave a message instead. */
const TENANT_ID = 'summit-hvac';
const NUMBER = '+12025550102';
const LINE_COUNT = 3;

const TALK_MS = 26_000;
/** The first talks end apart, so that the lines do: each is free when whoever is at the front asks. */
const FIRST_TALKS_MS = [TALK_MS, TALK_MS + 12_000, TALK_MS + 24_000];
/** A line that nobody took in the end is free again after that. */
const NO_STREAM_AFTER_MS = 40_000;

/** A caller of the demo, and what must become of them. */
interface QueueStory extends CallerPlan {
  readonly ending: 'answered' | 'hung up' | 'left a message';
}

const usual: QueueStory = { ending: 'answered' };
/** Long enough to hear something, and too short for a line. */
const impatient: QueueStory = { ending: 'hung up', hangsUpWhileQueuedMs: 28_000 };
const practical: QueueStory = {
  ending: 'left a message',
  digits: ['', '1'],
  message: { seconds: 4, presses: '#' },
};

/** The first three take the lines. */
const STORIES: readonly QueueStory[] = [
  ...[usual, usual, usual, usual, usual],
  ...[impatient, usual, practical, usual, usual, impatient, usual],
].map((story, index) => ({ ...story, arrivesAfterMs: index * 3_000 }));

/** Returns a world in which a tenant of the example has a line, and Vapi three. */
export function queueDemoOptions(): DemoWorldOptions {
  const assetsFolder = inProject('.switchboard', 'demo-queue-assets');
  cpSync(exampleAssetsFolder, assetsFolder, { recursive: true });
  const file = path.join(assetsFolder, 'tenants.private.json');
  const { tenants, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as {
    tenants: { readonly id: string }[];
  };
  const queue = { offers: ['voicemail'], announceEverySeconds: 15 };
  const queueing = tenants.map((tenant) =>
    tenant.id === TENANT_ID ? { ...tenant, queue } : tenant,
  );
  writeFileSync(file, JSON.stringify({ ...rest, tenants: queueing }));
  return {
    build: 'demo-queue',
    assetsFolder,
    lines: LINE_COUNT,
    noStreamAfterMs: NO_STREAM_AFTER_MS,
  };
}

/** Places the callers, prints what became of each, and returns what did not go as told. */
export async function runQueue({ standIn, network, voiceUrl }: DemoWorld): Promise<string[]> {
  standIn.talkMs = TALK_MS;
  standIn.nextTalkMs.push(...FIRST_TALKS_MS);
  const shared = { voiceUrl, to: NUMBER };
  const reports = await placeCallers(network, shared, STORIES);
  await standIn.messages.settle();
  const turns = readTurns(reports, standIn.calls);
  const { peak } = standIn.linesOf();
  const failures = [
    ...turns.flatMap(judgeTurn),
    ...listOvertakings(turns),
    ...(peak === LINE_COUNT ? [] : [`${peak} lines were taken at once, not ${LINE_COUNT}`]),
  ];
  console.log(`\n${failures.length === 0 ? '✔' : '✘'} Twelve callers for three lines`);
  console.log(formatTurns(turns));
  return failures;
}

/** What became of one caller. */
interface Turn {
  readonly place: number;
  readonly story: QueueStory;
  readonly report: CallerReport;
  readonly ending: string;
  /** From 1, in the order in which Vapi made the calls that they talked in; undefined = they never talked. */
  readonly answeredAs: number | undefined;
}

function readTurns(reports: readonly CallerReport[], calls: readonly StandInCall[]): Turn[] {
  const talks = calls.filter(({ streamCallSid }) => streamCallSid !== undefined);
  return reports.map((report, index) => {
    const at = talks.findIndex(({ streamCallSid }) => streamCallSid === report.callSid);
    const answeredAs = at === -1 ? undefined : at + 1;
    const story = STORIES[index] ?? usual;
    const ending = nameEnding(report);
    return { place: index + 1, story, report, ending, answeredAs };
  });
}

function nameEnding({ reached, queues }: CallerReport): string {
  if (reached.length > 1) return reached.join(', ');
  if (reached[0] === 'assistant') return 'answered';
  if (reached[0] === 'voicemail') return 'left a message';
  return queues.at(-1)?.result === 'hangup' ? 'hung up' : 'lost';
}

function judgeTurn({ place, story, report, ending }: Turn): string[] {
  return [
    ...report.problems.map((problem) => `caller ${place}: ${problem}`),
    ...(ending === story.ending ? [] : [`caller ${place}: ${ending}, not ${story.ending}`]),
  ];
}

/** Who is given a line first may still be heard second: the way out of the queue takes a moment. */
function listOvertakings(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ place, answeredAs = Infinity }) =>
    turns
      .filter((other) => other.place < place && (other.answeredAs ?? 0) > answeredAs)
      .map((other) => `caller ${place} was given a line before caller ${other.place}`),
  );
}

function formatTurns(turns: readonly Turn[]): string {
  const head = ['caller', 'calls at', 'in the line', 'positions', 'then'];
  const rows = turns.map(({ place, report, ending, answeredAs }) => {
    const stay = report.queues.at(-1);
    const then = answeredAs === undefined ? ending : `${ending}, as number ${answeredAs}`;
    return [
      `${place}`,
      `${Math.round(report.arrivedAtMs / 1_000)} s`,
      stay?.waitedSeconds === undefined ? '-' : `${stay.waitedSeconds} s`,
      stay?.positions.join(' ') ?? '',
      then,
    ];
  });
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => (cells[column] ?? '').length)),
  );
  return [head, ...rows]
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   '))
    .map((line) => line.trimEnd())
    .join('\n');
}
