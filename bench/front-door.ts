import { startBenchVapi, startContainer } from './run-container';
import { formatTable, median } from './statistics';
import { writeTenantFile } from './tenant-files';

const ROUNDS = 15;
const CALLS = 300;

const hours = {
  timeZone: 'Europe/Berlin',
  open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }],
};
const callers = { block: ['+1900*'], anonymous: 'challenge', spamScore: 'block' };

/** Tenants whose callers get the assistant with the first webhook. */
const tenants: readonly (readonly [title: string, parts: object])[] = [
  ['no front door', {}],
  ['`hours`', { hours }],
  ['`hours`, `callers` and `disclosure`', { hours, callers, disclosure: { default: 'announce' } }],
];

/** Compares tenants with and without a front door: warm, in turn, one call after another. */
export async function reportFrontDoor(
  file: string,
  progress: (text: string) => void,
): Promise<string> {
  const vapi = await startBenchVapi(0);
  const containers = await Promise.all(
    tenants.map(([, parts]) => {
      const { file: assetPath, lastNumber: to } = writeTenantFile(10, parts);
      return startContainer({ file, baseUrl: vapi.baseUrl, assetPath, to });
    }),
  );
  const cpuMs = containers.map((): number[] => []);
  for (let round = -2; round < ROUNDS; round += 1) {
    progress(`front doors: round ${round + 1} of ${ROUNDS}`);
    for (const [index, container] of containers.entries()) {
      const { twimlCount, cpuMsPerCall } = await container.run({ calls: CALLS, inFlight: 1 });
      if (twimlCount !== CALLS) throw new Error(`${twimlCount} of ${CALLS} calls got TwiML`);
      // The compiler warms up on the first rounds.
      if (round >= 0) cpuMs[index]?.push(cpuMsPerCall);
    }
  }
  for (const { stop } of [...containers, vapi]) stop();
  const [plainMs = NaN] = cpuMs.map(median);
  const rows = tenants.map(([title], index) => {
    const ms = median(cpuMs[index] ?? []);
    return [title, `${ms.toFixed(2)} ms`, (ms / plainMs).toFixed(2)];
  });
  return formatTable(['a tenant with', 'CPU time per call', '/ no front door'], rows);
}
