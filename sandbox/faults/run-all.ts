import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import { canShareWorld, type ListedCase } from './fault-case';
import { FaultWorld } from './fault-world';
import { type FaultResult, playFault } from './run-fault';

/** Worlds that run at once: more would wait for a processor, which would show in their times. */
const CONCURRENCY = 5;

/** Cases that are played one after the other in a world that they share. */
const MAX_IN_A_WORLD = 10;

type Entry = readonly [at: number, fault: ListedCase];

/**
 * Runs cases side by side, in worlds of their own unless they can share one; the results keep the
 * order of the cases.
 * @param onResult Called when a case is done.
 */
export async function runAll(
  cases: readonly ListedCase[],
  deployed: DeployedEnvironment,
  onResult: (result: FaultResult) => void = () => undefined,
): Promise<FaultResult[]> {
  const results: FaultResult[] = [];
  // The long ones are at the table's end; started first, they do not keep the rest waiting.
  const queue = gather([...cases.entries()].reverse());
  const work = async () => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
      await runBatch(batch, deployed, (at, result) => {
        results[at] = result;
        onResult(result);
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, queue.length) }, work));
  return results;
}

/** Returns the cases of each world; shared worlds come first, as they take longest. */
function gather(entries: readonly Entry[]): (readonly Entry[])[] {
  const sharing = entries.filter(([, fault]) => canShareWorld(fault));
  const worldCount = Math.ceil(sharing.length / MAX_IN_A_WORLD);
  const shared = Array.from({ length: worldCount }, (_unused, world) =>
    sharing.filter((_entry, at) => at % worldCount === world),
  );
  const alone = entries.filter(([, fault]) => !canShareWorld(fault)).map((entry) => [entry]);
  return [...shared, ...alone];
}

async function runBatch(
  batch: readonly Entry[],
  deployed: DeployedEnvironment,
  onResult: (at: number, result: FaultResult) => void,
): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  const world = await FaultWorld.start(first[1], deployed);
  try {
    for (const [at, fault] of batch) {
      if (at !== first[0]) world.turnTo(fault);
      onResult(at, await playFault(fault, world, deployed));
    }
  } finally {
    await world.stop();
  }
}
