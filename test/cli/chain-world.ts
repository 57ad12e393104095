import { cpSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rebuildAssets } from '../../build/build';
import { inProject } from '../../build/project';
import { type Platform, startPlatform } from '../../sandbox/platform/start-platform';
import {
  buildOrganisation,
  exampleAssetsFolder,
  readTenantFile,
} from '../../sandbox/project/sandbox-project';
import { formatEnvironmentFile } from '../../src/config/environment-file';
import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { planStaticFallbacks } from '../../src/fallback/static-fallbacks';
import { buildStaticLinks } from '../../src/twilio/static-links';
import { buildUrls } from '../../src/twilio/urls';
import { StandInVapi } from '../../sandbox/vapi/stand-in-vapi';
import { deployFolder } from './deploy-folder';
import { type CliRun, runInProcess } from './run-in-process';

/** Secrets that must never be printed. */
export const canaries = {
  vapiKey: 'canary-vapi-key-4411',
  otherVapiKey: 'canary-vapi-key-5522',
  vapiTwilioToken: 'canary-twilio-token-6633',
  eventsSecret: 'canary-events-secret-7744',
  webhookSecret: 'canary-webhook-secret-8855',
} as const;

type Deployed = ReturnType<typeof deployFolder>;

interface WorldParts {
  readonly twilio: TwilioApi;
  readonly vapi: StandInVapi;
  readonly sids: Deployed;
  readonly projectFolder: string;
  readonly platform: Platform;
}

/** A project folder that is deployed to a stand-in account, beside a stand-in of Vapi. */
export class ChainWorld {
  readonly environment: Record<string, string>;
  readonly domainName: string;

  /** The person on the terminal; undefined = nobody is there. */
  ask: ((question: string) => Promise<string>) | undefined;

  readonly twilio: TwilioApi;
  readonly vapi: StandInVapi;
  readonly sids: Deployed;
  readonly projectFolder: string;
  readonly #platform: Platform;

  private constructor({ twilio, vapi, sids, projectFolder, platform }: WorldParts) {
    this.twilio = twilio;
    this.vapi = vapi;
    this.sids = sids;
    this.projectFolder = projectFolder;
    this.#platform = platform;
    this.domainName = sids.domainName;
    this.environment = {
      VAPI_API_KEY: canaries.vapiKey,
      VAPI_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
      VAPI_BASE_URL: vapi.apiUrl,
      SWITCHBOARD_EVENTS_SECRET: canaries.eventsSecret,
      SWITCHBOARD_WEBHOOK_SECRET: canaries.webhookSecret,
      ACCOUNT_SID: twilio.account.accountSid,
      AUTH_TOKEN: twilio.account.authToken,
    };
    this.writeEnvironment();
  }

  /** Starts a world in which all is well. */
  static async start(): Promise<ChainWorld> {
    const projectFolder = mkdtempSync(path.join(tmpdir(), 'chain-'));
    stageProject(projectFolder);
    const tenants = readTenantFile(exampleAssetsFolder);
    const twilio = await TwilioApi.start();
    const organisation = { ...buildOrganisation(tenants), apiKey: canaries.vapiKey };
    const phoneNumberIds = [PHONE_NUMBER_ID];
    const vapi = await StandInVapi.start({ organisation: { ...organisation, phoneNumberIds } });
    vapi.resources.set('phone-number', { twilioAuthToken: canaries.vapiTwilioToken });
    const sids = deployFolder(twilio, projectFolder);
    const { domainName } = sids;
    const urls = buildUrls(domainName);
    const { idOf } = planStaticFallbacks(tenants, buildStaticLinks);
    for (const { id, numbers } of tenants.tenants) {
      const voiceFallbackUrl = urls.staticFallback(idOf.get(id)!);
      for (const number of numbers) {
        twilio.phoneNumbers.add(number, { voiceUrl: urls.incomingCall, voiceFallbackUrl });
      }
    }
    const environments = twilio.listDeployedEnvironments();
    const platform = await startPlatform(environments, { projectFolder: inProject() });
    twilio.serveDomain(domainName, platform.answer);
    return new ChainWorld({ twilio, vapi, sids, projectFolder, platform });
  }

  /** Writes the project's `.env`. */
  writeEnvironment(variables: Readonly<Record<string, string>> = {}): void {
    this.writeFile('.env', formatEnvironmentFile({ ...this.environment, ...variables }));
  }

  writeFile(name: string, content: string): void {
    writeFileSync(path.join(this.projectFolder, name), content);
  }

  /** Builds the project's assets anew; the deployment keeps those it has. */
  rebuildAssets(): void {
    const assetsFolder = path.join(this.projectFolder, 'src', 'assets');
    rebuildAssets(path.join(this.projectFolder, 'dist'), assetsFolder);
  }

  /** Runs the command line over this project. */
  run(...words: readonly string[]): Promise<CliRun> {
    const { projectFolder, twilio } = this;
    return runInProcess([...words, '--project', projectFolder], {
      env: {},
      workingFolder: projectFolder,
      httpsAgent: twilio.httpsAgent,
      ask: this.ask,
    });
  }

  async stop(): Promise<void> {
    await this.#platform.stop();
    await this.vapi.stop();
    await this.twilio.stop();
    rmSync(this.projectFolder, { recursive: true, force: true });
  }
}

const PHONE_NUMBER_ID = 'b0e6c1d2-4f3a-4b5c-8d7e-9f0a1b2c3d4e';

/** A project as it lies there after `npm run build`, with the example's tenants. */
function stageProject(folder: string): void {
  for (const name of ['package.json', '.twilioserverlessrc', '.env.example']) {
    cpSync(inProject(name), path.join(folder, name));
  }
  cpSync(exampleAssetsFolder, path.join(folder, 'src', 'assets'), { recursive: true });
  cpSync(inProject('.switchboard', 'test'), path.join(folder, 'dist'), { recursive: true });
  // Sources are older than what was built from them.
  const long = new Date(0);
  utimesSync(path.join(folder, 'src', 'assets', 'tenants.private.json'), long, long);
}
