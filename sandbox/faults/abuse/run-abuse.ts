import { formatTable } from '../../../cli/print/table';
import type { DeployedEnvironment } from '../../twilio/serverless/deployed-environment';
import { listHeard } from '../check-run';
import { type AbuseCase, RIVERSIDE } from './abuse-case';
import { AbuseWorld, type Cost } from './abuse-world';

/** One row of the table. */
export interface AbuseResult {
  readonly name: string;
  readonly cost: Cost;
  /** What a caller heard who called a business right after it, and while it still had effects. */
  readonly honestHeard: string;
  readonly violations: AbuseViolations;
}

/** What must never happen, each with what was seen. */
export interface AbuseViolations {
  /** It cost more than it may. */
  readonly spent: readonly string[];
  /** It was let in, or answered wrongly. */
  readonly answered: readonly string[];
  /** An honest caller did not get the assistant. */
  readonly honest: readonly string[];
  /** It did not reach what it aims at, so that it proves nothing. */
  readonly idle: readonly string[];
}

const TITLES: Readonly<Record<keyof AbuseViolations, string>> = {
  spent: 'attacks that cost more than they may',
  answered: 'requests that were let in, or answered wrongly',
  honest: 'honest callers who did not get the assistant',
  idle: 'attacks that reached nothing, and prove nothing',
};

/** Returns everything that went wrong in an attack, a sentence each. */
export function listProblems({ violations }: AbuseResult): readonly string[] {
  return Object.values<readonly string[]>({ ...violations }).flat();
}

/** Returns how often each forbidden thing happened, with its title. */
export function countAbuse(results: readonly AbuseResult[]): [title: string, count: string][] {
  return (Object.keys(TITLES) as (keyof AbuseViolations)[]).map((name) => [
    TITLES[name],
    String(results.reduce((sum, { violations }) => sum + violations[name].length, 0)),
  ]);
}

/** Worlds that run at once. */
const CONCURRENCY = 4;

/** Runs the cases side by side, each in a world of its own; results come in the order of the cases. */
export async function runAbuse(
  cases: readonly AbuseCase[],
  deployed: DeployedEnvironment,
  onResult: (result: AbuseResult) => void = () => undefined,
): Promise<AbuseResult[]> {
  const results: AbuseResult[] = [];
  const queue = cases.entries();
  const work = async () => {
    for (const [at, one] of queue) {
      const result = await playAbuse(one, deployed);
      results[at] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}

/** Plays an attack, and then an honest call. */
export async function playAbuse(
  { name, max, min = {}, attack }: AbuseCase,
  deployed: DeployedEnvironment,
): Promise<AbuseResult> {
  const world = await AbuseWorld.start(deployed);
  try {
    const found = (await attack(world)) ?? [];
    const cost = world.count();
    const report = await world.call({ to: RIVERSIDE, from: '+12025550199' });
    const honestHeard = listHeard(report).join(', ');
    const kinds = Object.keys(cost) as (keyof Cost)[];
    const violations = {
      spent: kinds
        .filter((what) => cost[what] > max[what])
        .map((what) => `${cost[what]} ${what}, more than ${max[what]}`),
      answered: found,
      honest: honestHeard === 'assistant' ? [] : [`the honest caller heard ${honestHeard}`],
      idle: kinds
        .filter((what) => cost[what] < (min[what] ?? 0))
        .map((what) => `${cost[what]} ${what}: it reached nothing`),
    };
    return { name, cost, honestHeard, violations };
  } finally {
    await world.stop();
  }
}

const HEADER = ['abuse', 'POSTs', 'legs', 'notifications', 'the honest caller heard', 'verdict'];

export function buildAbuseRows(results: readonly AbuseResult[]): string[][] {
  const rows = results.map((result) => {
    const { name, cost, honestHeard } = result;
    const problems = listProblems(result);
    return [
      name,
      String(cost.posts),
      String(cost.legs),
      String(cost.notifications),
      honestHeard,
      problems.length === 0 ? 'good' : problems.join('; '),
    ];
  });
  return [HEADER, ...rows];
}

/** Returns the results as a table for a terminal. */
export function formatAbuse(results: readonly AbuseResult[]): string {
  const [header = [], ...rows] = buildAbuseRows(results);
  const counts = countAbuse(results).map(([title, count]) => `${count.padStart(5)}  ${title}`);
  return [formatTable(header, rows), counts.join('\n')].join('\n\n');
}
