import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  buildOrganisation,
  exampleAssetsFolder,
  readTenantFile,
  sandboxSettings,
} from '../../../../sandbox/project/sandbox-project';
import type { Fault } from '../../../../sandbox/vapi/faults';
import { StandInVapi } from '../../../../sandbox/vapi/stand-in-vapi';
import { type CliRun, runInProcess } from '../../run-in-process';

/** A key that must never be printed. */
export const CANARY_KEY = 'canary-vapi-key-7744';

/** The document that `probe --json` prints. */
export interface ProbeDocument {
  readonly schemaVersion: number;
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly data: {
    readonly tenantId: string;
    readonly steps: readonly { step: string; found: string }[];
    readonly differences: readonly {
      path: string;
      expected: string;
      found: string;
      isHarmless: boolean;
    }[];
    readonly newFields: readonly string[];
  };
}

/** A project with the example's tenants, and a stand-in that its commands reach instead of Vapi. */
export class ProbeWorld {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'probe-'));
  readonly #httpsAgent: Agent;
  /** Variables of the command. */
  readonly env: Record<string, string>;

  private constructor(readonly vapi: StandInVapi) {
    cpSync(exampleAssetsFolder, path.join(this.#folder, 'src', 'assets'), { recursive: true });
    this.#httpsAgent = new Agent({ ca: vapi.certificateAuthority });
    this.env = {
      VAPI_API_KEY: CANARY_KEY,
      VAPI_ASSISTANT_ID: sandboxSettings.VAPI_ASSISTANT_ID,
      VAPI_PHONE_NUMBER_ID: sandboxSettings.VAPI_PHONE_NUMBER_ID,
      VAPI_BASE_URL: vapi.apiUrl,
      VAPI_STREAM_HOSTS: 'localhost',
    };
  }

  /** Starts with a stand-in that does all that the code expects. */
  static async start(): Promise<ProbeWorld> {
    const organisation = buildOrganisation(readTenantFile(exampleAssetsFolder));
    return new ProbeWorld(
      await StandInVapi.start({ organisation: { ...organisation, apiKey: CANARY_KEY } }),
    );
  }

  async stop(): Promise<void> {
    await this.vapi.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Probes; throws when it prints what must stay secret. */
  async run(...words: string[]): Promise<CliRun> {
    const run = await runInProcess(['probe', ...words, '--project', this.#folder], {
      env: this.env,
      workingFolder: this.#folder,
      httpsAgent: this.#httpsAgent,
    });
    const output = run.stdout + run.stderr;
    const leaked = this.#listSecrets().filter((secret) => output.includes(secret));
    if (leaked.length > 0) throw new Error(`printed ${leaked.join()} in:\n${output}`);
    return run;
  }

  /** Probes with `--json` and parses all that it prints. */
  async probe(...words: string[]): Promise<ProbeDocument & Pick<CliRun, 'exitCode'>> {
    const { stdout, stderr, exitCode } = await this.run(...words, '--json');
    if (stderr !== '') throw new Error(`stderr beside --json: ${stderr}`);
    return { ...(JSON.parse(stdout) as ProbeDocument), exitCode };
  }

  /** Probes a stand-in that drifted. */
  probeWith(fault: Fault, ...words: string[]): ReturnType<ProbeWorld['probe']> {
    this.vapi.nextFaults.push(fault);
    return this.probe(...words);
  }

  #listSecrets(): string[] {
    const ofCalls = this.vapi.calls.flatMap(({ id, request }) => {
      const { externalId } = Object(request['customer']) as { externalId?: string };
      return [id, ...(externalId === undefined ? [] : [externalId])];
    });
    const { VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID } = sandboxSettings;
    return [CANARY_KEY, '/transport', VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID, ...ofCalls];
  }
}
