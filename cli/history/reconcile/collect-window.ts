import { type Config, readConfig } from '../../../src/config/config';
import type { CommandInput } from '../../core/command';
import {
  type Deployment,
  ENVIRONMENT_HELP,
  environmentOption,
  getDeployment,
} from '../../core/deployment';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
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
import type { VapiKey } from './key-failure';
import { createCallerTags } from './tag-caller';
import type { TimeWindow } from './time-window';

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
  readonly config: Config;
  readonly keys: readonly VapiKey[];
}

/** Days that an archive has: they are not read from the vendors. */
export interface ArchivedDays {
  /** Undefined if there are no files of these days. */
  readonly accountSid: string | undefined;
  /** Their starts in UTC. */
  readonly days: ReadonlySet<number>;
  /** Adds their rows to the spill, once. */
  readonly load: (spill: Spill) => void;
}

/** Which calls a command wants. */
export interface WindowRequest {
  readonly command: 'reconcile' | 'report' | 'usage' | 'archive';
  readonly nowMs: number;
  readonly window: TimeWindow;
  /** What the operator typed to name the window, so that the same command resumes. */
  readonly typed: unknown;
  /** Whether every leg and message of the account is read, not only of those that `--tenant` names. */
  readonly isWhole?: boolean;
  readonly archive?: ArchivedDays | undefined;
  /** Undefined = `--show-numbers` says it. */
  readonly showNumbers?: boolean;
}

/**
 * Reads the calls of the window and of `--tenant` into a spill, or continues an interrupted run of the
 * same command and options.
 * @throws {CliError} for wrong options before anything is read; for refusals by vendors
 */
export async function collectWindow(
  input: CommandInput,
  { command, nowMs, window, typed, isWhole = false, archive, showNumbers }: WindowRequest,
): Promise<CollectedWindow> {
  const { values, projectFolder, progress } = input;
  const namedIds = readTenantIds(input);
  checkTenantIds(namedIds, input);
  const { chosen, client, accountSid, config } = chooseVendors(input, isWhole ? [] : namedIds);
  refuseOtherAccount('--archive: its files are', archive?.accountSid, accountSid);
  const hasLogs = values['logs'] === true;
  // Before the long reading, which a typing error must not waste.
  const deployment = hasLogs ? await getDeployment(client, input) : undefined;

  const { numbers, keys, tenantIds, doors } = chosen;
  const apiKeyEnvs = keys.map(({ apiKeyEnv }) => apiKeyEnv);
  const isShown = showNumbers ?? values['show-numbers'] === true;
  const baseUrls = apiKeyEnvs.map(config.findVapiUrl);
  const spill = Spill.open(
    projectFolder,
    [
      ...[command, accountSid, baseUrls, typed, numbers, apiKeyEnvs, isShown],
      [...(archive?.days ?? [])],
    ],
    { window, nowMs, isWanted: values['fresh'] === true },
  );
  const tagCaller = createCallerTags(spill.head.salt, isShown);
  // First, so that what a vendor says of a day that is read from it comes later, and counts.
  archive?.load(spill);
  const failed = await collectCalls(spill, {
    client,
    accountSid,
    numbers,
    config,
    keys,
    tagCaller,
    isWhole,
    ...(archive === undefined ? {} : { archivedDays: archive.days }),
    show: ({ twilioRows, vapiRows, share }) =>
      progress.show(`${formatBar(share)}  ${twilioRows} calls at Twilio, ${vapiRows} at Vapi`),
  });
  const isPart = !isWhole && namedIds.length > 0;
  if (!readsWholeAccount({ ...chosen, isWhole })) {
    const movedIds = isPart ? tenantIds : undefined;
    const account = { client, accountSid, numbers, tagCaller };
    await collectMovedCalls(spill, { ...account, tenantIds: movedIds });
  }
  progress.show('joining');
  const readTraces = deployment && buildTraceReader({ client, deployment, progress });
  const keyFailures = [...chosen.unsetKeys, ...failed];
  const counted = { tenantIds, doors, isPart, keyFailures };
  return { spill, client, accountSid, nowMs, hasLogs, ...counted, readTraces, config, keys };
}

/**
 * Calls of another account would be on this account's bill.
 * @param accountSid whose archive it is; undefined = there is none
 * @throws {CliError} if it is another account's
 */
export function refuseOtherAccount(
  subject: string,
  accountSid: string | undefined,
  ownSid: string,
): void {
  if (accountSid === undefined || accountSid === ownSid) return;
  throw new CliError(
    exitCodes.configuration,
    `${subject} of the account ${accountSid}, not of ${ownSid}`,
    'name the folder of this account, or use the credentials of that one',
  );
}

/** @throws {CliError} with all that is missing in the configuration */
function chooseVendors(input: CommandInput, namedIds: readonly string[]) {
  const { environment } = input;
  const read = readConfig(environment);
  const tenants = getTenants(input);
  const [chosen, credentials] = readTogether(
    () => chooseSources(tenants, namedIds, read),
    () => readTwilioCredentials(environment),
  );
  const client = createTwilioClient(credentials, { ...input, autoRetry: false });
  return { chosen, client, accountSid: credentials.accountSid, config: read.config };
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
