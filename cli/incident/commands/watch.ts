import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../../src/config/config';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import {
  ENVIRONMENT_HELP,
  environmentOption,
  getDeployment,
  readEnvironmentName,
} from '../../core/deployment';
import { readEnvironmentFile } from '../../core/environment';
import { exitCodes } from '../../core/exit-codes';
import { checkTenantIds, readTenantIds, tenantOption } from '../../core/tenant-option';
import { printRoundReport } from '../../print/report';
import { type ChosenTenants, chooseSources } from '../../history/reconcile/choose-sources';
import { getTenants } from '../../core/tenant-file';
import { readTogether } from '../../core/read-together';
import { createTwilioClient, readTwilioCredentials } from '../../core/twilio-client';
import { readWebhookUrl, WEBHOOK_VARIABLE } from '../watch/alert-webhook';
import { buildRoundReport } from '../watch/build-round-report';
import { readTenantLimits } from '../watch/read-limits';
import { readEveryMs, readWatchOptions, thresholdOptions } from '../watch/read-options';
import { type RoundServices, runRound } from '../watch/run-round';
import { StateFile } from '../watch/state-file';

const USUAL_EVERY = '60s';

/** `switchboard watch`: notifies a webhook when calls go wrong, and when that is over. */
export const watch: Command = {
  summary: 'notifies a webhook, such as a Slack channel, when calls go wrong and when that is over',
  details: `Compares the calls of the last minutes at Twilio and Vapi with thresholds, again and again until it
is interrupted, or once. One message when something begins, one when it is over. The address of the
webhook is a secret: ${WEBHOOK_VARIABLE}.

  --once                   one round, for cron. 0: all well; 1: something is wrong; 4: the vendors
                           or the webhook cannot be reached, the next round tries again
  --every                  how often (default ${USUAL_EVERY})
  --dry-run                shows the messages instead of sending them; remembers nothing
  --webhook                where to post; seen by everybody on this machine, so set the variable
  --tenant                 only this tenant; may be repeated
  --logs                   reads the Functions' log too: it distinguishes a fallback from a number that is
                           not ours, and the outage switch from a fault
  --window                 calls that began at most this long ago (default 15m)
  --max-never-reached      share of calls that never reached Vapi (default 10%)
  --max-fallback-share     share of calls that ended in a fallback (default 20%)
  --max-stream-errors      share of calls at Vapi that no assistant joined (default 10%)
  --max-seconds-to-answer  seconds within which 95 of 100 callers have the assistant (default 10)
  --min-calls              with fewer calls in the window, nothing is decided (default 5)
  --min-bad-calls          bad calls that it takes for an incident to begin (default 3)
  --calm                   how long everything must be well until it is over (default 5m)
  --max-silence            how long without a call until it is closed (default 24h); sooner if others of
                           the incident have calls, and these go well
  --max-blind              how long a vendor may be out of reach without a message (default 2m)
  ${ENVIRONMENT_HELP}; for --logs and the commands in messages`,
  examples: [
    'npm run switchboard -- watch --every 60s --environment production',
    "npm run --silent switchboard -- watch --once --logs --environment production --max-fallback-share '15%'",
  ],
  options: {
    ...environmentOption,
    ...tenantOption,
    ...thresholdOptions,
    once: { type: 'boolean', default: false },
    every: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    webhook: { type: 'string' },
    logs: { type: 'boolean', default: false },
  },
  run: runWatch,
};

async function runWatch(input: CommandInput): Promise<CommandReport> {
  const { values } = input;
  if (values['once'] === true && values['every'] !== undefined) {
    throw new CliError(exitCodes.usage, '--once and --every exclude each other', '--once');
  }
  const everyMs = readEveryMs({ every: USUAL_EVERY, ...values });
  const context = prepare(input);
  const notes = listNotes(input);
  if (values['once'] === true || values['dry-run'] === true) {
    return buildRoundReport(await runRound(context), notes);
  }
  for (;;) {
    const startedAtMs = performance.now();
    const report = buildRoundReport(await runRound(context), notes);
    printRoundReport(input.stdout, report, values['json'] === true);
    await sleep(Math.max(0, everyMs - (performance.now() - startedAtMs)));
  }
}

function prepare(input: CommandInput): RoundServices {
  const { values, environment, projectFolder } = input;
  const options = readWatchOptions(values);
  const isDry = values['dry-run'] === true;
  const webhook = isDry ? undefined : readWebhookUrl(input);
  const namedIds = readTenantIds(input);
  checkTenantIds(namedIds, input);
  const read = readConfig(environment);
  const tenants = getTenants(input);
  const [chosen, credentials] = readTogether(
    () => chooseSources(tenants, namedIds, read),
    () => readTwilioCredentials(environment),
  );
  const client = createTwilioClient(credentials, {
    ...input,
    autoRetry: false,
  });
  const { accountSid } = credentials;
  const environmentName = readEnvironmentName(values);
  return {
    place: {
      projectFolder,
      client,
      accountSid,
      config: read.config,
      chosen,
      isPart: namedIds.length > 0,
      findDeployment: values['logs'] === true ? () => getDeployment(client, input) : undefined,
      readLimits: (nowMs) =>
        readTenantLimits(chosen.tenants, client, {
          serviceSid: read.config.syncServiceSid,
          nowMs,
        }),
      name: isDry ? 'watch, dry' : 'watch',
    },
    options,
    stateFile: new StateFile(projectFolder, [
      accountSid,
      listVapiUrls(chosen, read.config.findVapiUrl),
      environmentName,
      [...namedIds].sort(),
    ]),
    webhook,
    environment: environmentName,
  };
}

/** Whether a key can be used now says nothing about which watch this is. */
function listVapiUrls(
  { keys, unsetKeys }: Pick<ChosenTenants, 'keys' | 'unsetKeys'>,
  findUrl: (apiKeyEnv: string) => string,
): string[] {
  return [...new Set([...keys, ...unsetKeys].map(({ apiKeyEnv }) => findUrl(apiKeyEnv)))].sort();
}

/**
 * The deploy tools upload all of `.env`, so everybody who can read the Functions' variables could post.
 */
function listNotes({ projectFolder }: CommandInput): string[] {
  const isDeployed = (readEnvironmentFile(projectFolder)?.[WEBHOOK_VARIABLE] ?? '') !== '';
  return isDeployed
    ? [`${WEBHOOK_VARIABLE} stands in .env, which deploys upload: set it in the shell or cron`]
    : [];
}
