import { type CallerPlan, type CallerReport, placeCallers } from '../../twilio/place-callers';
import type { StandInCall } from '../../vapi/stand-in-call';
import { formatTable } from '../../../cli/print/table';
import type { Ending, Story } from '../story';
import { type DemoWorld, QUEUE_NUMBER, SLOTS } from '../world';

const TALK_MS = 26_000;
/**
 * The first talks end one after the other, so that each slot is free when the front of the queue
 * asks.
 */
const FIRST_TALKS_MS = [TALK_MS, TALK_MS + 12_000, TALK_MS + 24_000];

/** A caller of the demo, and how the call must end. */
interface QueueCaller extends CallerPlan {
  readonly ending: 'answered' | 'hung up' | 'left a message';
}

const usual: QueueCaller = { ending: 'answered' };
/** Long enough to hear something, and too short for a slot. */
const impatient: QueueCaller = { ending: 'hung up', hangsUpWhileQueuedMs: 28_000 };
const practical: QueueCaller = {
  ending: 'left a message',
  digits: ['', '1'],
  message: { seconds: 4, presses: '#' },
};

/** The first three take the slots. */
const CALLERS: readonly QueueCaller[] = [
  ...[usual, usual, usual, usual, usual],
  ...[impatient, usual, practical, usual, usual, impatient, usual],
].map((story, index) => ({ ...story, arrivesAfterMs: index * 3_000 }));

/** Twelve callers, more than can talk at once: they wait in turn, and some leave. */
export const queueStory: Story = {
  name: 'queue',
  title: `Twelve callers for ${SLOTS} slots at Vapi wait in turn, and nobody is lost`,
  play: playQueue,
};

async function playQueue({ standIn, network, number }: DemoWorld): Promise<Ending> {
  const callsBefore = standIn.calls.length;
  standIn.talkMs = TALK_MS;
  standIn.nextTalkMs.push(...FIRST_TALKS_MS);
  const reports = await placeCallers(network, { ...number, to: QUEUE_NUMBER }, CALLERS);
  await standIn.messages.settle();
  standIn.talkMs = undefined;
  const turns = readTurns(reports, standIn.calls.slice(callsBefore));
  const { peak } = standIn.slotsOf();
  return {
    problems: [
      ...turns.flatMap(decideTurn),
      ...listOvertakings(turns),
      ...(peak === SLOTS ? [] : [`${peak} slots were taken at once, not ${SLOTS}`]),
    ],
    heard: countEndings(turns),
    lastedMs: Math.max(...reports.map(({ endedAtMs }) => endedAtMs)),
    summary: formatTurns(turns),
  };
}

function countEndings(turns: readonly Turn[]): string {
  const endings = [...new Set(turns.map(({ ending }) => ending))];
  return endings
    .map((name) => `${turns.filter(({ ending }) => ending === name).length} ${name}`)
    .join(', ');
}

/** How a caller's call ended. */
interface Turn {
  readonly place: number;
  readonly story: QueueCaller;
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
    const story = CALLERS[index] ?? usual;
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

function decideTurn({ place, story, report, ending }: Turn): string[] {
  return [
    ...report.problems.map((problem) => `caller ${place}: ${problem}`),
    ...(ending === story.ending ? [] : [`caller ${place}: ${ending}, not ${story.ending}`]),
  ];
}

/** A caller who gets a slot first may still be heard second: leaving the queue takes a moment. */
function listOvertakings(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ place, answeredAs = Infinity }) =>
    turns
      .filter((other) => other.place < place && (other.answeredAs ?? 0) > answeredAs)
      .map((other) => `caller ${place} was given a slot before caller ${other.place}`),
  );
}

function formatTurns(turns: readonly Turn[]): string {
  const head = ['caller', 'calls at', 'waits', 'positions', 'then'];
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
  return formatTable(head, rows);
}
