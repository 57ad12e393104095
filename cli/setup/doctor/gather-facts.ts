import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseServerlessConfig } from '../../../src/operator-files/serverless-config';
import { type Config, readConfig } from '../../../src/config/config';
import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { getDeployment } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { createPlainHttp } from '../../core/plain-http';
import { locateTenants, readTenants } from '../../core/tenant-file';
import {
  askTwilio,
  createTwilioClient,
  readTwilioCredentials,
  type TwilioClient,
} from '../../core/twilio-client';
import type { AccountNumber, DoctorFacts, KnownTenants, Manifest } from './doctor-facts';
import { type Fact, gather, gatherFrom } from './fact';
import { readLiveBuild } from './live-build';
import { readLiveTenantsHash } from './live-tenants';
import { listServedFunctions, readLocalBuild } from './local-build';
import { gatherVapi } from './gather-vapi';
import { listUploaded } from '../../core/uploaded-environment';
import { listWebhookRules } from './webhook-rules';

/** Gathers everything that the checks look at. What is not available is a fact as well. */
export async function gatherContext(input: CommandInput): Promise<DoctorFacts> {
  const { projectFolder, environment, progress } = input;
  const config = readConfig(environment);
  const tenants = await gather(() => readKnownTenants(input, config.config));
  const localBuild = await gather(() => readLocalBuild(projectFolder, tenants.value?.tenants));
  const twilio = await gatherTwilio(input);
  const vapi = await gatherVapi(tenants.value?.tenants, config, progress);
  const assets = localBuild.value?.assets ?? [];
  progress.clear();
  return {
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

type TwilioFacts = Pick<
  DoctorFacts,
  | 'twilio'
  | 'deployment'
  | 'numbers'
  | 'webhookRules'
  | 'liveBuild'
  | 'liveTenantsHash'
  | 'twilioAnswer'
  | 'askPlainly'
>;

async function gatherTwilio(input: CommandInput): Promise<TwilioFacts> {
  const askPlainly = createPlainHttp(input.httpsAgent);
  input.progress.show('asking Twilio');
  const client = await gatherClient(input);
  // Nobody is asked before an account is set up.
  const twilioAnswer =
    client.unknown?.kind === 'absent'
      ? undefined
      : await askPlainly('GET', 'https://api.twilio.com/2010-04-01');
  if (client.unknown !== undefined) {
    const inherited = { unknown: { ...client.unknown, kind: 'inherited' as const } };
    return {
      twilio: client,
      deployment: inherited,
      numbers: inherited,
      webhookRules: inherited,
      liveBuild: inherited,
      liveTenantsHash: inherited,
      twilioAnswer,
      askPlainly,
    };
  }
  const known = client.value;
  const deployment = await gather(() => getDeployment(known, input));
  input.progress.show('reading numbers and the live build');
  return {
    twilio: { value: { accountSid: known.accountSid } },
    deployment,
    numbers: await gather(() => listNumbers(known)),
    webhookRules: await gather(() => listWebhookRules(known)),
    liveBuild: await gatherFrom(deployment, (where) => readLiveBuild(known, where)),
    liveTenantsHash: await gatherFrom(deployment, (where) =>
      readLiveTenantsHash(where, input.httpsAgent),
    ),
    twilioAnswer,
    askPlainly,
  };
}

/** Returns a client whose credentials Twilio has accepted. */
async function gatherClient(input: CommandInput): Promise<Fact<TwilioClient>> {
  const credentials = await gather(() => readTwilioCredentials(input.environment));
  if (credentials.unknown !== undefined) {
    return { unknown: { ...credentials.unknown, kind: 'absent' } };
  }
  return gather(async () => {
    const client = createTwilioClient(credentials.value, input);
    await askTwilio('listing Services', client.serverless.v1.services.list({ limit: 1 }));
    return client;
  });
}

async function listNumbers(client: TwilioClient): Promise<AccountNumber[]> {
  const numbers = await askTwilio('listing numbers', client.incomingPhoneNumbers.list());
  return numbers.map((number) => ({
    phoneNumber: number.phoneNumber,
    voiceUrl: number.voiceUrl ?? '',
    voiceMethod: number.voiceMethod ?? '',
    voiceApplicationSid: number.voiceApplicationSid ?? '',
    trunkSid: number.trunkSid ?? '',
  }));
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
