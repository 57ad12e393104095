import { readConfig } from '../../../src/config/config';
import type { CommandInput } from '../../core/command';
import {
  type Deployment,
  ENVIRONMENT_HELP,
  environmentOption,
  getDeployment,
} from '../../core/deployment';
import { checkTenantIds, readTenantIds, tenantOption } from '../../core/tenant-option';
import { formatBar } from '../../print/bar';
import { getTenants } from '../../core/tenant-file';
import { readTogether } from '../../core/read-together';
import {
  createTwilioClient,
  readTwilioCredentials,
  type TwilioClient,
} from '../../core/twilio-client';
import type { TwilioRow } from './call-rows';
import { chooseSources } from './choose-sources';
import { collectCalls, readsWholeAccount } from './collect-calls';
import { collectMovedCalls } from './collect-moved';
import type { FrontDoors } from './front-doors';
import { readFunctionLog } from './function-logs';
import type { KeyFailure } from './key-failure';
import type { ReconcileOptions } from './reconcile-calls';
import { Spill } from './spill';
import { createCallerTags } from './tag-caller';
import { readSince } from './time-window';

/**
 * Options of every command that reads the calls of both vendors; each command has its own `since`.
 */
export const windowOptions = {
  ...environmentOption,
  ...tenantOption,
  logs: { type: 'boolean', default: false },
  'show-numbers': { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
} as const;

/** What they mean, for help texts. */
export const WINDOW_HELP = `  --show-numbers  callers' numbers in full
  --fresh         starts again instead of continuing an interrupted run
  ${ENVIRONMENT_HELP}; for --logs`;

/** Calls of both vendors on disk, and what joining and classifying them needs. */
export interface CollectedWindow {
  readonly spill: Spill;
  readonly client: TwilioClient;
  readonly accountSid: string;
  readonly nowMs: number;
  readonly hasLogs: boolean;
  readonly tenantIds: ReadonlySet<string>;
  readonly doors: FrontDoors;
  /** Whether only some tenants were asked for. */
  readonly isPart: boolean;
  readonly keyFailures: readonly KeyFailure[];
  readonly readTraces: ReconcileOptions['readTraces'];
}

/**
 * Reads the calls that `--since` and `--tenant` name into a spill, or continues an interrupted run
 * of the same command and options.
 * @throws {CliError} for wrong options before anything is read; for refusals by vendors
 */
export async function collectWindow(
  command: 'reconcile' | 'report',
  input: CommandInput,
): Promise<CollectedWindow> {
  const { values, environment, projectFolder, progress } = input;
  const nowMs = Date.now();
  const window = { fromMs: readSince(String(values['since']), nowMs), untilMs: nowMs };
  const namedIds = readTenantIds(input);
  checkTenantIds(namedIds, input);
  const read = readConfig(environment);
  const tenants = getTenants(input);
  const [chosen, credentials] = readTogether(
    () => chooseSources(tenants, namedIds, read),
    () => readTwilioCredentials(environment),
  );
  const { accountSid } = credentials;
  const client = createTwilioClient(credentials, {
    ...input,
    autoRetry: false,
  });
  const hasLogs = values['logs'] === true;
  // Before the long reading, which a typing error must not waste.
  const deployment = hasLogs ? await getDeployment(client, input) : undefined;

  const { numbers, keys, tenantIds, doors } = chosen;
  const apiKeyEnvs = keys.map(({ apiKeyEnv }) => apiKeyEnv);
  const showNumbers = values['show-numbers'] === true;
  const baseUrls = apiKeyEnvs.map(read.config.findVapiUrl);
  const spill = Spill.open(
    projectFolder,
    [command, accountSid, baseUrls, values['since'], numbers, apiKeyEnvs, showNumbers],
    { window, isWanted: values['fresh'] === true },
  );
  const tagCaller = createCallerTags(spill.head.salt, showNumbers);
  const failed = await collectCalls(spill, {
    client,
    accountSid,
    numbers,
    config: read.config,
    keys,
    tagCaller,
    show: ({ twilioRows, vapiRows, share }) =>
      progress.show(`${formatBar(share)}  ${twilioRows} calls at Twilio, ${vapiRows} at Vapi`),
  });
  const isPart = namedIds.length > 0;
  if (!readsWholeAccount(chosen)) {
    const moved = {
      client,
      accountSid,
      numbers,
      tagCaller,
      tenantIds: isPart ? tenantIds : undefined,
    };
    await collectMovedCalls(spill, moved);
  }
  progress.show('joining');
  const readTraces = deployment && buildTraceReader({ client, deployment, progress });
  const keyFailures = [...chosen.unsetKeys, ...failed];
  const counted = { tenantIds, doors, isPart, keyFailures };
  return { spill, client, accountSid, nowMs, hasLogs, ...counted, readTraces };
}

interface TraceSource {
  readonly client: TwilioClient;
  readonly deployment: Deployment;
  readonly progress: CommandInput['progress'];
}

function buildTraceReader({ client, deployment, progress }: TraceSource) {
  return (calls: readonly TwilioRow[]) =>
    readFunctionLog({
      client,
      deployment,
      calls,
      show: (share) => progress.show(`${formatBar(share)}  the Functions' log`),
    });
}
