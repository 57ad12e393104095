import type { Command } from '../../core/command';
import {
  buildDeployCommand,
  ENVIRONMENT_HELP,
  environmentOption,
  readEnvironmentName,
} from '../../core/deployment';
import { checks } from '../doctor/checks';
import { gatherContext } from '../doctor/gather-facts';
import { worstExitCode } from '../../core/exit-codes';
import { formatChecks } from '../doctor/print-checks';

/** `switchboard doctor`: checks every link between caller and assistant. */
export const doctor: Command = {
  summary: 'checks the whole chain from the number to the assistant',
  details: [
    'Looks at this machine, .env, tenants, Vapi, the Twilio numbers and what is deployed, and says',
    'for each finding what fixes it. Changes nothing. docs/doctor.md explains each check.',
    '',
    ENVIRONMENT_HELP,
    '',
    'Ends with 0 also if there are only warnings; 1: a check failed; 3: credentials are missing',
    'or refused; 4: Twilio or Vapi did not answer. 3 and 4 mean that not everything was looked at.',
  ].join('\n'),
  examples: [
    'npm run switchboard -- doctor',
    'npm run switchboard -- doctor --environment production --json',
  ],
  options: { ...environmentOption },
  async run(input) {
    const context = await gatherContext(input);
    const results = [];
    for (const { id, run } of checks) {
      input.progress.show(`checking ${id}`);
      results.push({ id, ...(await run(context)) });
    }
    const name = readEnvironmentName(input.values);
    const reported = results.map(({ id, status, found, fix }) => {
      return { id, status, found, fix: fix === undefined ? null : nameEnvironment(fix, name) };
    });
    return {
      data: { checks: reported },
      problems: reported
        .filter(({ status }) => status === 'fail')
        .map(({ id, found }) => `${id}: ${found}`),
      text: formatChecks(reported),
      exitCode: worstExitCode(results.map(({ exitCode }) => exitCode)),
    };
  },
};

const NUMBERS_PLAN = 'npm run switchboard -- numbers plan';

/** Checks name the command for dev; for another environment the same command must name it. */
function nameEnvironment(fix: string, environment: string): string {
  if (environment === 'dev') return fix;
  return fix
    .replaceAll('npm run deploy', buildDeployCommand(environment))
    .replaceAll(NUMBERS_PLAN, `${NUMBERS_PLAN} --environment ${environment}`);
}
