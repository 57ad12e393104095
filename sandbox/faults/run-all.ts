import type { DeployedEnvironment } from '../twilio-api/deployed-environment';
import type { ListedCase } from './fault-case';
import { type FaultResult, runFault } from './run-fault';

/** Cases that run at once: more would wait for a processor, and their times would show it. */
const CONCURRENCY = 5;

/**
 * Runs cases side by side, each in a world of its own; results come in the order of the cases.
 * @param onResult Called as each case is done.
 */
export async function runAll(
  cases: readonly ListedCase[],
  deployed: DeployedEnvironment,
  onResult: (result: FaultResult) => void = () => undefined,
): Promise<FaultResult[]> {
  const results: FaultResult[] = [];
  // The long ones stand at the table's end; begun first, they don't keep the rest waiting.
  const queue = [...cases.entries()].reverse();
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [at, fault] = next;
      const result = await runFault(fault, deployed);
      results[at] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, queue.length) }, work));
  return results;
}
