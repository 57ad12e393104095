import type { Command } from '../../core/command';
import {
  buildDeployCommand,
  ENVIRONMENT_HELP,
  environmentOption,
  readEnvironmentName,
} from '../../core/deployment';
import { chooseChecks, onlyOption } from '../doctor/choose-checks';
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
    '--only         only these checks, comma-separated or repeated; nothing else is asked for',
    '',
    'Ends with 0 also if there are only warnings; 1: a check failed; 3: credentials are missing',
    'or refused; 4: Twilio or Vapi did not answer. 3 and 4 mean that not everything was looked at.',
  ].join('\n'),
  examples: [
    'npm run switchboard -- doctor --environment production --json',
    'npm run switchboard -- doctor --only number-webhooks,deployed-code',
  ],
  options: { ...environmentOption, ...onlyOption },
  async run(input) {
    const chosen = chooseChecks(input.values['only']);
    const context = await gatherContext(input, new Set(chosen.flatMap(({ asks = [] }) => asks)));
    input.progress.show('checking');
    const results = await Promise.all(
      chosen.map(async ({ id, run }) => ({ id, ...(await run(context)) })),
    );
    const name = readEnvironmentName(input.values);
    const reported = results.map(({ id, status, found, fix }) => {
      return { id, status, found, fix: fix === undefined ? null : nameEnvironment(fix, name) };
    });
    return {
      data: { checks: reported },
      problems: reported
        .filter(({ status }) => status === 'fail')
        .map(({ id, found }) => `${id}: ${found}`),
      text: formatChecks(
        reported.map((check, at) => ({ ...check, findings: results[at]?.findings })),
      ),
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
