import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTool, type ToolRun } from '../../deploy/run-tool';
import type { ApiSettings } from '../../sandbox/twilio/serverless/api-state';
import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { cliProgram } from '../setup/cli-program';
import { type CliRun, runInProcess } from './run-in-process';

const RUN_LIMIT_MS = 60_000;

/** The one document that `--json` prints. */
export interface JsonDocument<Data> {
  readonly schemaVersion: number;
  readonly ok: boolean;
  readonly data: Data;
  readonly problems: readonly string[];
}

/** A project of its own, and an account that the command line reaches instead of Twilio's. */
export class CliWorld {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'cli-project-'));
  /** Variables of the command's process beside those that lead it to the stand-in. */
  readonly env: Record<string, string>;

  /** The person on the terminal; undefined = nobody is there. */
  ask: ((question: string) => Promise<string>) | undefined;

  /** What `--project` names. */
  projectFolder = this.folder;

  protected constructor(readonly api: TwilioApi) {
    const { accountSid, apiKeySid, apiKeySecret } = api.account;
    this.env = {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: apiKeySid,
      TWILIO_API_SECRET: apiKeySecret,
    };
    this.write('.twilioserverlessrc', '{ "serviceName": "switchboard-test" }');
  }

  /** Starts with an empty account and a project without tenants. */
  static async start(settings: Partial<ApiSettings> = {}): Promise<CliWorld> {
    return new CliWorld(await TwilioApi.start(settings));
  }

  async stop(): Promise<void> {
    await this.api.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  writeTenants(
    numbersOf: Readonly<Record<string, readonly string[]>>,
    partsOf: Readonly<Record<string, object>> = {},
  ): void {
    const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };
    const tenants = Object.entries(numbersOf).map(([id, numbers]) => ({
      id,
      name: id,
      numbers,
      assistant,
      ...partsOf[id],
    }));
    this.write('src/assets/tenants.private.json', JSON.stringify({ tenants }));
  }

  /** Runs the command line as an operator would, over this project. */
  run(...words: string[]): Promise<CliRun> {
    return runInProcess([...words, '--project', this.projectFolder], {
      env: this.env,
      workingFolder: this.folder,
      httpsAgent: this.api.httpsAgent,
      ask: this.ask,
    });
  }

  /** The same in a process of its own, for what belongs to processes. */
  runAlone(...words: string[]): Promise<ToolRun> {
    return runTool({
      scriptFile: cliProgram,
      args: [...words, '--project', this.projectFolder],
      folder: this.folder,
      env: this.processEnv,
      limitMs: RUN_LIMIT_MS,
    });
  }

  get processEnv(): Readonly<Record<string, string>> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      HTTP_PROXY: this.api.proxyUrl,
      HTTPS_PROXY: this.api.proxyUrl,
      NODE_EXTRA_CA_CERTS: this.api.caCertificateFile,
      ...this.env,
    };
  }

  /** Runs a command with `--json` and parses all that it prints. */
  async runJson<Data>(...words: string[]): Promise<JsonDocument<Data> & Pick<CliRun, 'exitCode'>> {
    const { stdout, stderr, exitCode } = await this.run(...words, '--json');
    const rest = stderr.replace(/^Twilio account .*\n/, '');
    if (rest !== '') throw new Error(`stderr beside --json: ${rest}`);
    return { ...(JSON.parse(stdout) as JsonDocument<Data>), exitCode };
  }

  /** Counts the updates of phone numbers that the account was sent. */
  countUpdates(): number {
    return this.api.listRequests().filter(({ method }) => method === 'POST').length;
  }
}
