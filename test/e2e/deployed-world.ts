import { cpSync } from 'node:fs';
import path from 'node:path';
import { runTool, type ToolRun } from '../../deploy/run-tool';
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
import { formatEnvironmentFile } from '../../src/config/environment-file';
import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { StandInVapi } from '../../sandbox/vapi/stand-in-vapi';
import { CliWorld } from '../cli/run-cli';
import { cliProgram } from '../setup/cli-program';

/** Longer than any command takes. */
const RUN_LIMIT_MS = 120_000;

/** Stand-ins of both clouds, this project deployed to one of them, and the command line beside. */
export class DeployedWorld extends CliWorld {
  vapi!: StandInVapi;
  #builtFolder = '';
  #platform: Platform | undefined;

  static override async start(): Promise<DeployedWorld> {
    const world = new DeployedWorld(await TwilioApi.start({ buildDurationMs: 0 }));
    cpSync(inProject('.twilioserverlessrc'), path.join(world.folder, '.twilioserverlessrc'));
    cpSync(exampleAssetsFolder, path.join(world.folder, 'src', 'assets'), { recursive: true });
    world.#builtFolder = await buildExample('deployed');
    const tenants = readTenantFile(exampleAssetsFolder);
    world.vapi = await StandInVapi.start({ organisation: buildOrganisation(tenants) });
    world.env['TWILIO_AUTH_TOKEN'] = world.api.account.authToken;
    world.env['NO_PROXY'] = '127.0.0.1,localhost';
    return world;
  }

  override async stop(): Promise<void> {
    await this.#platform?.stop();
    await this.vapi.stop();
    await super.stop();
  }

  /** Deploys the project, broken on purpose or not, and serves it; returns the build's sid. */
  async deploy(prepare: Preparation = () => Promise.resolve()): Promise<string> {
    const text = formatEnvironmentFile(buildSandboxEnvironment(this.vapi));
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
    this.api.serveDomain(live.domainName, this.#platform.answer);
    return live.buildSid;
  }

  /** Runs the command line in a process of its own, with these words and variables. */
  runWith(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<ToolRun> {
    return runTool({
      scriptFile: cliProgram,
      args: [...words, '--project', this.folder],
      folder: this.folder,
      env: { ...this.processEnv, ...environment },
      limitMs: RUN_LIMIT_MS,
    });
  }
}
