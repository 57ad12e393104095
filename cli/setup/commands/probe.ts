import type { Command, CommandReport } from '../../core/command';
import { exitCodes, worstExitCode } from '../../core/exit-codes';
import { formatProbe } from '../probe/print-probe';
import { chooseTarget, type ProbeTarget } from '../probe/choose-target';
import { type ProbeResult, runProbe } from '../probe/run-probe';

/** `switchboard probe`: checks that the live API still behaves as the code expects. */
export const probe: Command = {
  summary: 'creates one call at the live Vapi, and compares the answer with what the code expects',
  details: `No published schema has the provider bypass that every call depends on. This creates one call in
bypass mode with a test customer, opens its WebSocket, closes it and reads the call: it takes one slot
at Vapi for seconds. Differences are named by their field; values are not shown. Differences that callers
would meet end with 1, notes with 0, a missing setting with 3, a Vapi that cannot be reached or refuses
the key with 4.

  --tenant       whose assistant to ask for (default VAPI_ASSISTANT_ID)
  --talk         also begins the conversation and waits for the assistant's first audio`,
  examples: [
    'npm run switchboard -- probe',
    'npm run switchboard -- probe --tenant riverside-dental --json',
  ],
  options: { tenant: { type: 'string' }, talk: { type: 'boolean' } },
  async run(input) {
    const target = chooseTarget(input);
    const talk = input.values['talk'] === true;
    return buildReport(target, await runProbe(target, { ...input, talk }));
  },
};

function buildReport({ config, tenantId }: ProbeTarget, result: ProbeResult): CommandReport {
  const { differences, obstacles } = result;
  const { baseUrl } = config.vapi;
  const breaking = differences.filter(({ isHarmless }) => !isHarmless);
  const problems = [
    ...breaking.map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`),
    ...obstacles.map(({ problem }) => problem),
  ];
  const text = formatProbe({
    ...result,
    heading: `${baseUrl}, tenant ${tenantId}: one call, which takes a slot at Vapi for seconds`,
    obstacles: obstacles.map(({ problem }) => problem),
  });
  const { steps, newFields } = result;
  return {
    data: { baseUrl, tenantId, steps, differences, newFields },
    problems,
    text,
    exitCode: worstExitCode([
      ...obstacles.map(({ exitCode }) => exitCode),
      ...breaking.map(() => exitCodes.found),
    ]),
  };
}
