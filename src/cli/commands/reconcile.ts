import { readConfig } from '../../config/config';
import type { Command, CommandInput, CommandReport } from '../command';
import { CliError } from '../cli-error';
import { ENVIRONMENT_HELP, environmentOption, getDeployment } from '../deployment';
import { exitCodes } from '../exit-codes';
import { checkTenantIds, readTenantIds, tenantOption } from '../outage/tenant-option';
import { formatBar } from '../print/bar';
import { buildReconcileReport } from '../reconcile/build-report';
import { chooseSources } from '../reconcile/choose-sources';
import { collectCalls } from '../reconcile/collect-calls';
import { readFunctionTraces } from '../reconcile/function-logs';
import { findStepAtTwilio } from '../reconcile/look-closer';
import { reconcileCalls, type ReconcileOptions } from '../reconcile/reconcile-calls';
import { Spill } from '../reconcile/spill';
import { createCallerTags } from '../reconcile/tag-caller';
import type { Tally } from '../reconcile/tally';
import { readSince } from '../reconcile/time-window';
import { getTenants } from '../tenant-file';
import { createTwilioClient, readTwilioCredentials, type TwilioClient } from '../twilio-client';

const MOST_EXAMPLES = 1_000;

/** `switchboard reconcile`: which calls never reached Vapi? */
export const reconcile: Command = {
  summary: "compares Twilio's calls with Vapi's and names those that never reached Vapi",
  details: `Lists the inbound calls of the tenants' numbers at Twilio and the calls at Vapi, joins them by
CallSid (else by caller and time) and counts them by class. Changes nothing. Ends with 1 when a call
never reached Vapi. Interrupted, it goes on where it stopped when it is run again.

  --since         how far back: 90m, 24h (default), 7d, or a time like 2026-08-01T06:00Z
  --tenant        only this tenant; may be repeated
  --logs          reads the Functions' log too: it tells a fallback from a number that is not ours
  --examples      newest calls to name per class (default 5)
  --show-numbers  callers' numbers in full
  --fresh         begins anew instead of going on with an interrupted run
  ${ENVIRONMENT_HELP}; for --logs`,
  examples: [
    'npm run switchboard -- reconcile --since 24h',
    'npm run switchboard -- reconcile --since 7d --tenant riverside-dental --logs --environment production --json',
  ],
  options: {
    ...environmentOption,
    ...tenantOption,
    since: { type: 'string', default: '24h' },
    logs: { type: 'boolean', default: false },
    examples: { type: 'string', default: '5' },
    'show-numbers': { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
  run: runReconcile,
};

async function runReconcile(input: CommandInput): Promise<CommandReport> {
  const { values, environment, projectFolder, progress } = input;
  const nowMs = Date.now();
  const window = { fromMs: readSince(String(values['since']), nowMs), untilMs: nowMs };
  const mostExamples = readExampleCount(String(values['examples']));
  const namedIds = readTenantIds(input);
  checkTenantIds(namedIds, projectFolder);
  const read = readConfig(environment);
  const chosen = chooseSources(getTenants(projectFolder), namedIds, read);
  const credentials = readTwilioCredentials(environment);
  const { accountSid } = credentials;
  const client = createTwilioClient(credentials, { autoRetry: false });
  const hasLogs = values['logs'] === true;
  // Before the long reading: a typing error must not cost it.
  const deployment = hasLogs ? await getDeployment(client, input) : undefined;

  const { numbers, apiKeyEnvs, tenantIds } = chosen;
  const showNumbers = values['show-numbers'] === true;
  const { baseUrl } = read.config.vapi;
  const spill = Spill.open(
    projectFolder,
    [accountSid, baseUrl, values['since'], numbers, apiKeyEnvs, showNumbers],
    { window, isWanted: values['fresh'] === true },
  );
  const { head, isResumed } = spill;
  await collectCalls(spill, {
    client,
    accountSid,
    numbers,
    config: read.config,
    apiKeyEnvs,
    tagCaller: createCallerTags(head.salt, showNumbers),
    show: ({ twilioRows, vapiRows, share }) =>
      progress.show(`${formatBar(share)}  ${twilioRows} calls at Twilio, ${vapiRows} at Vapi`),
  });
  progress.show('joining');
  const readTraces: ReconcileOptions['readTraces'] =
    deployment &&
    ((calls) =>
      readFunctionTraces({
        client,
        deployment,
        calls,
        show: (share) => progress.show(`${formatBar(share)}  the Functions' log`),
      }));
  const isPart = namedIds.length > 0;
  const tally = await reconcileCalls(spill, { tenantIds, isPart, mostExamples, readTraces });
  progress.show('looking closer at the examples');
  await findSteps(tally, client, accountSid);
  spill.remove();
  return buildReconcileReport(tally, { head, isResumed, hasLogs, nowMs });
}

/** What the log does not tell, Twilio may know: asked for the calls that are shown, as each costs requests. */
async function findSteps(tally: Tally, client: TwilioClient, accountSid: string): Promise<void> {
  const { 'never-reached-vapi': never, 'ended-in-fallback': fallback } = tally.classes;
  for (const example of [...never.examples.slice(-5), ...fallback.examples.slice(-5)]) {
    if (example.step !== 'unknown' || example.twilioCallSid === null) continue;
    example.step = await findStepAtTwilio(client, accountSid, example.twilioCallSid);
  }
}

function readExampleCount(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) <= MOST_EXAMPLES) return Number(text);
  throw new CliError(
    exitCodes.usage,
    `--examples is not a whole number from 0 to ${MOST_EXAMPLES}`,
    '--examples 20',
  );
}
