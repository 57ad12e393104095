import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { request, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../build/project';
import { type Platform, startPlatform } from '../../sandbox/platform/start-platform';
import {
  buildExample,
  buildOrganisation,
  buildSandboxEnvironment,
  exampleAssetsFolder,
  readTenantFile,
} from '../../sandbox/project/sandbox-project';
import {
  prepareAll,
  type Preparation,
  stageBuild,
  writeStagedFile,
} from '../../sandbox/rehearse/break-project';
import { deployWithTwilioRun } from '../../sandbox/rehearse/deploy-tools';
import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { StandInVapi } from '../../sandbox/vapi/stand-in-vapi';
import { cliProgram } from '../setup/cli-program';

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Stand-ins of both clouds, this project deployed to one of them, and the command line beside. */
export class DeployedWorld {
  api!: TwilioApi;
  vapi!: StandInVapi;
  /** Where the command line reads the tenants, and no `.env`. */
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'deployed-'));
  #builtFolder = '';
  #platform: Platform | undefined;

  async start(): Promise<void> {
    cpSync(inProject('.twilioserverlessrc'), path.join(this.#folder, '.twilioserverlessrc'));
    cpSync(exampleAssetsFolder, path.join(this.#folder, 'src', 'assets'), { recursive: true });
    this.#builtFolder = await buildExample('deployed');
    const tenants = readTenantFile(exampleAssetsFolder);
    this.vapi = await StandInVapi.start({ organisation: buildOrganisation(tenants) });
    this.api = await TwilioApi.start({ buildDurationMs: 0 });
  }

  async stop(): Promise<void> {
    await this.#platform?.stop();
    await this.api.stop();
    await this.vapi.stop();
  }

  /** Deploys the project, broken on purpose or not, and serves it; returns the build's sid. */
  async deploy(prepare: Preparation = () => Promise.resolve()): Promise<string> {
    const environment = Object.entries(buildSandboxEnvironment(this.vapi));
    const text = environment.map(([name, value]) => `${name}=${value}\n`).join('');
    const run = await deployWithTwilioRun(this.api, {
      projectFolder: inProject(),
      stagedNames: ['package.json', '.twilioserverlessrc'],
      args: ['--override-existing-project', '--env', '.env'],
      prepare: prepareAll(stageBuild(this.#builtFolder), writeStagedFile('.env', text), prepare),
    });
    if (run.exitCode !== 0) throw new Error(`the deploy failed: ${run.stderr}`);
    return this.serve();
  }

  /** Runs what is live now; returns the build's sid. */
  async serve(): Promise<string> {
    const [live] = this.api.listDeployedEnvironments();
    if (!live) throw new Error('nothing is deployed');
    await this.#platform?.stop();
    this.#platform = await startPlatform([live], { projectFolder: inProject() });
    this.api.serveDomain(live.domainName, forwardTo(this.#platform.port));
    return live.buildSid;
  }

  /** Runs the command line as an operator would, with these words and variables. */
  run(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<CliRun> {
    const { accountSid, authToken, apiKeySid, apiKeySecret } = this.api.account;
    const child = spawn(process.execPath, [cliProgram, ...words, '--project', this.#folder], {
      env: {
        PATH: process.env['PATH'],
        HTTP_PROXY: this.api.proxyUrl,
        HTTPS_PROXY: this.api.proxyUrl,
        NO_PROXY: '127.0.0.1,localhost',
        NODE_EXTRA_CA_CERTS: this.api.caCertificateFile,
        TWILIO_ACCOUNT_SID: accountSid,
        TWILIO_API_KEY: apiKeySid,
        TWILIO_API_SECRET: apiKeySecret,
        TWILIO_AUTH_TOKEN: authToken,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return new Promise((resolve) => {
      child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
  }
}

/** Hands a request on to a server on this machine, Host header and all. */
function forwardTo(port: number): RequestListener {
  return (incoming, response) => {
    const { method, url: target, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path: target, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  };
}
