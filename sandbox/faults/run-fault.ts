import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import type { ListedCase } from './fault-case';
import { FaultWorld, type SeenCall } from './fault-world';
import { FORBIDDEN, isHeardByCaller, checkRun, listHeard, type Violations } from './check-run';

/** One row of the table. */
export interface FaultResult {
  readonly theme: string;
  readonly name: string;
  readonly callCount: number;
  /** What callers heard, with the first words; with counts if there were several. */
  readonly heard: string;
  /** Milliseconds to the first TwiML, the slowest call's. */
  readonly firstAnswerMs: number;
  /** The slowest answer after the first; undefined if there was none. */
  readonly laterAnswerMs: number | undefined;
  /** `POST /call` requests, the most for one call. */
  readonly postCount: number;
  readonly violations: Violations;
}

const DEFAULT_DEADLINE_MS = 8_000;
const MAX_WORDS_LENGTH = 34;

export async function runFault(
  fault: ListedCase,
  deployed: DeployedEnvironment,
): Promise<FaultResult> {
  const world = await FaultWorld.start(fault, deployed);
  try {
    return await playFault(fault, world, deployed);
  } finally {
    await world.stop();
  }
}

/** Plays a case in a running world, and decides whether it went well. */
export async function playFault(
  fault: ListedCase,
  world: FaultWorld,
  deployed: DeployedEnvironment,
): Promise<FaultResult> {
  await (fault.script ?? ((only) => only.call()))(world);
  const { calls } = world;
  const run = {
    calls,
    texts: world.listSeenTexts(),
    notifications: world.listNotifications(),
    sentTexts: world.listSentTexts(),
  };
  return {
    theme: fault.theme,
    name: fault.name,
    callCount: calls.length,
    heard: calls.length === 1 ? describeHeard(calls) : countHeard(calls),
    firstAnswerMs: Math.max(...calls.map(({ answers }) => answers[0]?.durationMs ?? 0)),
    laterAnswerMs: findLaterMs(calls),
    postCount: Math.max(...calls.map(({ postCount }) => postCount)),
    violations: checkRun(fault, run, readDeadlineMs(fault, deployed)),
  };
}

/** Returns whether nothing forbidden happened. */
export function isGood({ violations }: FaultResult): boolean {
  return FORBIDDEN.every((name) => violations[name].length === 0);
}

/** Values that the project refuses and replaces by its default. */
function readDeadlineMs({ change }: ListedCase, deployed: DeployedEnvironment): number {
  const text = (change?.(deployed) ?? deployed).variables['SWITCHBOARD_DEADLINE_MS'] ?? '';
  const deadlineMs = /^\d+$/.test(text) ? Number(text) : DEFAULT_DEADLINE_MS;
  return deadlineMs >= 2_000 && deadlineMs <= 9_500 ? deadlineMs : DEFAULT_DEADLINE_MS;
}

function findLaterMs(calls: readonly SeenCall[]): number | undefined {
  const later = calls.flatMap(({ answers }) => answers.slice(1).filter(isHeardByCaller));
  return later.length === 0 ? undefined : Math.max(...later.map(({ durationMs }) => durationMs));
}

function describeHeard(calls: readonly SeenCall[]): string {
  return calls
    .map(({ report }) => {
      const words = report.heard[0] ?? '';
      const short =
        words.length > MAX_WORDS_LENGTH ? `${words.slice(0, MAX_WORDS_LENGTH)}…` : words;
      return `${listHeard(report).join(', ')}${short === '' ? '' : `: “${short}”`}`;
    })
    .join('');
}

function countHeard(calls: readonly SeenCall[]): string {
  const counts = new Map<string, number>();
  for (const { report } of calls) {
    const heard = listHeard(report).join(', ');
    counts.set(heard, (counts.get(heard) ?? 0) + 1);
  }
  return [...counts].map(([heard, count]) => `${heard} × ${count}`).join('; ');
}
