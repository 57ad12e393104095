import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Refusal } from '../twilio/serverless/refusal-log';
import type { LoggedRequest } from '../twilio/serverless/request-log';
import type { TwilioApi } from '../twilio/serverless/twilio-api';
import { runTool, type ToolRun } from '../../deploy/run-tool';
import { stageProject } from './staged-project';
import { buildToolEnvironment, type ToolEnvironment } from './tool-environment';
import { linkPlugin, type TwilioCliInstall } from '../../deploy/install-twilio-cli';

export interface DeployRequest {
  readonly projectFolder: string;
  /** Files and folders that the deploy reads, relative to the project. */
  readonly stagedNames: readonly string[];
  /** Another command with the same credentials, such as promote or list; deploy unless given. */
  readonly command?: string;
  /** Further arguments of the command. */
  readonly args?: readonly string[];
  /** Further environment variables of the tool, for `--load-system-env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** `api-key` is what CI uses; only `auth-token` makes twilio-run remember the Service. */
  readonly credentials?: 'api-key' | 'auth-token';
  /** Called with the copy before the tool runs, to break it on purpose. */
  readonly prepare?: (stagedFolder: string) => Promise<void>;
}

export interface DeployRun extends ToolRun {
  readonly requests: readonly LoggedRequest[];
  readonly refusals: readonly Refusal[];
  /** Hosts that the tool tried to reach besides Twilio. */
  readonly refusedHosts: readonly string[];
  /** Files that the tool wrote into the project. */
  readonly projectFiles: readonly string[];
  /** Files that the tool wrote below its home folder. */
  readonly homeFiles: readonly string[];
}

const DEPLOY_LIMIT_MS = 120_000;

/** Deploys with the twilio-run that the project has installed. */
export async function deployWithTwilioRun(
  api: TwilioApi,
  request: DeployRequest,
): Promise<DeployRun> {
  const requireFromProject = createRequire(join(request.projectFolder, 'package.json'));
  const scriptFile = join(
    dirname(requireFromProject.resolve('twilio-run/package.json')),
    'bin',
    'twilio-run.js',
  );
  const { accountSid, authToken, apiKeySid, apiKeySecret } = api.account;
  const [username, password] =
    request.credentials === 'auth-token' ? [accountSid, authToken] : [apiKeySid, apiKeySecret];
  const args = [request.command ?? 'deploy', '--username', username, '--password', password];
  return deploy(api, request, () => Promise.resolve({ scriptFile, args, env: {} }));
}

/** Deploys with the Twilio CLI and its plugin for Functions. */
export async function deployWithTwilioCli(
  api: TwilioApi,
  request: DeployRequest,
  cli: TwilioCliInstall,
): Promise<DeployRun> {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = api.account;
  const credentials: Record<string, string> =
    request.credentials === 'auth-token'
      ? { TWILIO_AUTH_TOKEN: authToken }
      : { TWILIO_API_KEY: apiKeySid, TWILIO_API_SECRET: apiKeySecret };
  return deploy(api, request, async ({ dataFolder }) => {
    await linkPlugin(dataFolder, cli.pluginFolder);
    return {
      scriptFile: cli.scriptFile,
      args: [`serverless:${request.command ?? 'deploy'}`],
      env: { TWILIO_ACCOUNT_SID: accountSid, ...credentials },
    };
  });
}

interface Invocation {
  readonly scriptFile: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function deploy(
  api: TwilioApi,
  request: DeployRequest,
  buildInvocation: (environment: ToolEnvironment) => Promise<Invocation>,
): Promise<DeployRun> {
  const before = countRecords(api);
  const environment = await buildToolEnvironment(api);
  const staged = await stageProject(request.projectFolder, request.stagedNames);
  try {
    await request.prepare?.(staged.folder);
    const { scriptFile, args, env } = await buildInvocation(environment);
    const declared = await environment.listHomeFiles();
    const beforeFiles = new Set(await staged.listWrittenFiles());
    const run = await runTool({
      scriptFile,
      args: [...args, ...(request.args ?? [])],
      folder: staged.folder,
      env: { ...environment.env, ...env, ...request.env },
      limitMs: DEPLOY_LIMIT_MS,
    });
    return {
      ...run,
      requests: api.listRequests().slice(before.requests),
      refusals: api.listRefusals().slice(before.refusals),
      refusedHosts: api
        .listRefusedHosts()
        .slice(before.refusedHosts)
        .map(({ target }) => target),
      projectFiles: (await staged.listWrittenFiles()).filter((name) => !beforeFiles.has(name)),
      homeFiles: (await environment.listHomeFiles()).filter((name) => !declared.includes(name)),
    };
  } finally {
    await staged.remove();
    await environment.remove();
  }
}

function countRecords(api: TwilioApi) {
  return {
    requests: api.listRequests().length,
    refusals: api.listRefusals().length,
    refusedHosts: api.listRefusedHosts().length,
  };
}
