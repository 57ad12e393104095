import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseServerlessConfig } from '../../../src/operator-files/serverless-config';
import { type Config, readConfig } from '../../../src/config/config';
import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { locateTenants, readTenants } from '../../core/tenant-file';
import { listUploaded } from '../../core/uploaded-environment';
import type { AskedFact, DoctorFacts, KnownTenants, Manifest } from './doctor-facts';
import { gather, NOT_ASKED } from './fact';
import { gatherTwilio } from './gather-twilio';
import { gatherVapi } from './gather-vapi';
import { listServedFunctions, readLocalBuild } from './local-build';

/**
 * Gathers what the checks look at; Vapi and Twilio are asked for the named facts alone, at the same
 * time. What is not available is a fact as well.
 */
export async function gatherContext(
  input: CommandInput,
  asked: ReadonlySet<AskedFact>,
): Promise<DoctorFacts> {
  const { projectFolder, environment, progress } = input;
  const config = readConfig(environment);
  const tenants = await gather(() => readKnownTenants(input, config.config));
  const localBuild = await gather(() => readLocalBuild(projectFolder, tenants.value?.tenants));
  const [twilio, vapi] = await Promise.all([
    gatherTwilio(input, asked),
    asked.has('vapi') ? gatherVapi(tenants.value?.tenants, config, progress) : NOT_ASKED,
  ]);
  const assets = localBuild.value?.assets ?? [];
  progress.clear();
  return {
    now: new Date(),
    nodeVersion: process.version,
    manifest: readJson<Manifest>(path.join(projectFolder, 'package.json')),
    environment,
    hasEnvironmentFile: existsSync(path.join(projectFolder, '.env')),
    uploaded: listUploaded(projectFolder, environment),
    config,
    wantedRuntime: readWantedRuntime(projectFolder),
    tenants,
    vapi,
    localBuild,
    served: [...listServedFunctions(projectFolder), ...assets],
    ...twilio,
  };
}

function readKnownTenants(input: CommandInput, { vapi }: Config): KnownTenants {
  if (locateTenants(input) === undefined && vapi.assistantId !== undefined) {
    return { file: undefined, tenants: { defaults: {}, tenants: [] } };
  }
  const { file, tenants, problems } = readTenants(input);
  if (tenants !== undefined) return { file, tenants };
  throw new CliError(
    exitCodes.found,
    `${file}: ${problems.join('; ')}`,
    'npm run switchboard -- tenants check',
  );
}

/** A broken file is what the check of the deployment names. */
function readWantedRuntime(projectFolder: string): string | undefined {
  try {
    return parseServerlessConfig(readFileSync(path.join(projectFolder, '.twilioserverlessrc')))
      .runtime;
  } catch {
    return undefined;
  }
}

/** Returns a configuration file's content, or undefined where it cannot be read. */
function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
