import { ownAssetsFolder } from '../../build/assets';
import { inProject } from '../../build/project';
import { Clock } from '../clock/clock';
import { webhooksThrough } from '../platform/gateway-webhooks';
import { type Platform, startPlatform } from '../platform/start-platform';
import {
  buildExample,
  buildOrganisation,
  buildSandboxEnvironment,
  exampleAssetsFolder,
  readTenantFile,
  sandboxSettings,
} from '../project/sandbox-project';
import type { TenantFile } from '../../src/tenants/schema';
import { makeSid } from '../twilio/formats/sid';
import { placeCall, type CallReport } from '../twilio/voice/place-call';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import { TwilioApi } from '../twilio/serverless/twilio-api';
import { StandInVapi } from '../vapi/stand-in-vapi';
import {
  prepareAll,
  type Preparation,
  setDependency,
  setRuntime,
  stageBuild,
  writeStagedFile,
} from './break-project';
import type { DeployRequest, DeployRun } from './deploy-tools';
import { type MeasuredFile, measureEnvironment } from './measure-environment';
import { formatEnvironmentFile, readEnvironmentFile } from '../../src/config/environment-file';
import { TENANTS_FILE_VARIABLE } from '../../src/config/tenants-file';
import { ensureNode } from '../node-versions/ensure-node';
import { openPaths } from '../../src/twilio/urls';
import { openOwnDomain } from './own-domain';
import { listPublicUrls } from './documented-urls';

export interface DeployTool {
  readonly name: string;
  readonly deploy: (api: TwilioApi, request: DeployRequest) => Promise<DeployRun>;
  /** Flags of the deploy. */
  readonly args: readonly string[];
  /** Flags of each step that promotes a build from dev; none if the tool is not used for that. */
  readonly promotions: readonly (readonly string[])[];
}

export interface Rehearsal {
  readonly run: DeployRun;
  /** The runtime that the deployed build asks for; undefined if the deploy failed. */
  readonly runtime?: string;
  /** Everything that was deployed, and how it answered. Empty if the deploy failed. */
  readonly files: readonly MeasuredFile[];
  /** The call that was placed; undefined if the deploy failed. */
  readonly call: CallReport | undefined;
  /** Why going live like this would fail. Empty = it would work. */
  readonly problems: readonly string[];
}

/** What the deploy tools read from the project besides the build. */
const STAGED_NAMES = ['package.json', '.twilioserverlessrc', '.env.example'];

export interface RehearsalOptions {
  /** Whether with the operator's tenants and `.env`, like a deploy, or with the example's. */
  readonly isOwn?: boolean;
  /** Whether for Twilio's node24, and on Node 24; for the runtime of .twilioserverlessrc otherwise. */
  readonly isNode24?: boolean;
  /** Changes the staged copy before the deploy, to break it on purpose. */
  readonly prepare?: Preparation;
}

const doNothing: Preparation = () => Promise.resolve();

/** The operator's shell has these; no Function may get them. */
const OPERATORS_VARIABLES = {
  [TENANTS_FILE_VARIABLE]: 'elsewhere/tenants.json',
  SWITCHBOARD_ALERT_WEBHOOK_URL: 'https://alerts.invalid/hook',
};

/** The handler that Twilio wants with the runtime. */
const prepareNode24 = prepareAll(
  setRuntime('node24'),
  setDependency('@twilio/runtime-handler', '2.1.2'),
);

const MEASURES = { coldCount: 3, warmCount: 10 };

/**
 * Deploys the project with a tool against the stand-in of Twilio's API, runs what was uploaded as
 * Twilio runs it, and places a call through it.
 */
export async function rehearse(
  tool: DeployTool,
  { isOwn = false, isNode24 = false, prepare = doNothing }: RehearsalOptions = {},
): Promise<Rehearsal> {
  const assetsFolder = isOwn ? ownAssetsFolder : exampleAssetsFolder;
  const builtFolder = await buildExample('rehearsal', assetsFolder);
  const tenants = readTenantFile(assetsFolder);
  const vapi = await StandInVapi.start({
    clock: new Clock(),
    organisation: buildOrganisation(tenants),
    slots: 1_000,
  });
  const api = await TwilioApi.start({ buildDurationMs: 0 });
  // From `.env`, or from the shell if the flags of the tool say so: both are given.
  const { ACCOUNT_SID, AUTH_TOKEN, ...settings } = buildSandboxEnvironment(vapi);
  try {
    // The project's own variables count towards Twilio's limits; the stand-in's replace its secrets.
    const own = isOwn ? readEnvironmentFile(inProject('.env')) : {};
    const variables = { ...own, ...standInKeys(tenants), ...settings };
    const writeVariables = writeStagedFile('.env', formatEnvironmentFile(variables));
    const request = {
      projectFolder: inProject(),
      stagedNames: STAGED_NAMES,
      args: tool.args,
      env: { ...settings, ...OPERATORS_VARIABLES },
      prepare: prepareAll(
        stageBuild(builtFolder),
        writeVariables,
        isNode24 ? prepareNode24 : doNothing,
        prepare,
      ),
    };
    const run = await tool.deploy(api, request);
    const [environment] = api.listDeployedEnvironments();
    if (run.exitCode !== 0 || environment === undefined) {
      return { run, files: [], call: undefined, problems: listDeployProblems(run) };
    }
    const calledNumber = tenants.tenants[0]?.numbers[0] ?? '+12025550199';
    const promotionProblems = await promote(tool, api, request);
    const nodeFile = isNode24 ? ensureNode(24) : process.execPath;
    const domain = await openOwnDomain(environment.domainName);
    const platform = await startPlatform([environment], {
      projectFolder: inProject(),
      nodeFile,
      ...domain.containers,
    });
    domain.serve(platform);
    const { files, call, problems } = await tryOut(
      platform,
      environment,
      vapi,
      calledNumber,
    ).finally(() => domain.stop());
    const leaks = listLeaks(environment);
    const { runtime } = environment;
    return { run, runtime, files, call, problems: [...leaks, ...promotionProblems, ...problems] };
  } finally {
    await api.stop();
    await vapi.stop();
  }
}

/** The stand-in knows one key: tenants with keys of their own get it under their names. */
function standInKeys({ tenants, defaults }: TenantFile): Record<string, string> {
  const names = [defaults, ...tenants].map(({ assistant }) => assistant?.apiKeyEnv);
  const named = names.filter((name) => name !== undefined);
  return Object.fromEntries(named.map((name) => [name, sandboxSettings.VAPI_API_KEY]));
}

/** Promotes the build from environment to environment; returns why one did not get it. */
async function promote(
  tool: DeployTool,
  api: TwilioApi,
  request: DeployRequest,
): Promise<string[]> {
  const problems: string[] = [];
  const serviceSid = api.listDeployedEnvironments()[0]?.serviceSid ?? '';
  for (const [index, flags] of tool.promotions.entries()) {
    // With an API key the tools remember no Service.
    const args = [...flags, `--service-sid=${serviceSid}`];
    const run = await tool.deploy(api, { ...request, command: 'promote', args });
    const live = api.listDeployedEnvironments();
    const builds = new Set(live.map(({ buildSid }) => buildSid));
    if (run.exitCode !== 0) problems.push(...listDeployProblems(run));
    else if (live.length !== index + 2 || builds.size !== 1) {
      problems.push(`promoting by ${flags.join(' ')} did not make the same build live`);
    }
  }
  return problems;
}

function listDeployProblems({ exitCode, refusals, stderr }: DeployRun): string[] {
  const refused = refusals.map(({ rule, message }) => `refused (${rule}): ${message}`);
  if (refused.length > 0) return refused;
  return [`the tool ended with ${exitCode ?? 'a signal'}: ${stderr.trim().slice(-300)}`];
}

function listLeaks({ variables }: DeployedEnvironment): string[] {
  return Object.keys(OPERATORS_VARIABLES)
    .filter((name) => name in variables)
    .map((name) => `${name} was uploaded; it belongs in the shell, not in .env`);
}

async function tryOut(
  platform: Platform,
  environment: DeployedEnvironment,
  vapi: StandInVapi,
  calledNumber: string,
): Promise<Omit<Rehearsal, 'run'>> {
  try {
    const call = await callThrough(platform, environment, vapi, calledNumber);
    const form = { CallSid: makeSid('CA'), From: '+12025550143', To: calledNumber };
    const files = await measureEnvironment(platform, environment, {
      ...MEASURES,
      formOf: () => form,
    });
    const problems = [...listFileProblems(files), ...listCallProblems(call)];
    return { files, call, problems };
  } finally {
    await platform.stop();
  }
}

/**
 * The stand-in has every assistant that the tenants name: hearing a greeting would mean a fault of
 * ours.
 */
function listCallProblems({ problems, streams }: CallReport): string[] {
  const [stream] = streams;
  const isConnected = stream?.outcome === 'closed' && stream.heardAudio;
  return [
    ...problems.map((problem) => `the call: ${problem}`),
    ...(isConnected ? [] : ['the call: the caller did not reach the assistant']),
  ];
}

function callThrough(
  platform: Platform,
  { domainName, authToken, accountSid }: DeployedEnvironment,
  vapi: StandInVapi,
  calledNumber: string,
): Promise<CallReport> {
  return placeCall({
    voiceUrl: `https://${domainName}/incoming-call`,
    authToken,
    accountSid,
    from: '+12025550143',
    to: calledNumber,
    certificateAuthority: vapi.certificateAuthority,
    clock: vapi.clock,
    ...webhooksThrough(platform),
  });
}

function listFileProblems(files: readonly MeasuredFile[]): string[] {
  const documented = listPublicUrls();
  return files.flatMap((file) => {
    const name = `${file.kind} ${file.path}`;
    const isOpen = file.unsignedStatusCode < 400;
    // A public Function authenticates its callers by a secret, which these requests do not have.
    const guardsItself =
      file.kind === 'function' && file.visibility === 'public' && !openPaths.includes(file.path);
    return [
      ...(guardsItself && file.statusCode !== 401
        ? [`${name} is public and answers strangers with ${file.statusCode}`]
        : []),
      ...(file.visibility === 'public' && !documented.includes(file.path)
        ? [`${name} is public and not in the table of URLs in docs/reference.md`]
        : []),
      ...(file.visibility !== 'public' && isOpen
        ? [`${name} is ${file.visibility} and answers unsigned requests`]
        : []),
      ...(!guardsItself && (file.statusCode ?? 200) >= 400
        ? [`${name} answers ${file.statusCode}`]
        : []),
    ];
  });
}
