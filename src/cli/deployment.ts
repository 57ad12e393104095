import { readFileSync } from 'node:fs';
import path from 'node:path';
import json5 from 'json5';
import { CliError } from './cli-error';
import type { CommandInput } from './command';
import { exitCodes } from './exit-codes';
import { askTwilio, type TwilioClient } from './twilio-client';

/** A deployed environment of this project. */
export interface Deployment {
  readonly serviceSid: string;
  readonly environmentSid: string;
  /** The host that it is served under. */
  readonly domainName: string;
  /** The live build; undefined before the first deploy. */
  readonly buildSid: string | undefined;
  /** Whether the Functions get the account's sid and Auth Token. */
  readonly includeCredentials: boolean;
}

/** The option that chooses an environment, as the deploy tools name it. */
export const environmentOption = {
  environment: { type: 'string', default: 'dev' },
} as const;

/** What `--environment` means, for help texts. */
export const ENVIRONMENT_HELP =
  '--environment  which deployed environment: its domain suffix (default dev), or production';

/** Returns the Service's name in .twilioserverlessrc. @throws {CliError} when it names none */
export function readServiceName(projectFolder: string): string {
  const file = path.join(projectFolder, '.twilioserverlessrc');
  try {
    const { serviceName } = json5.parse<{ serviceName?: string }>(readFileSync(file, 'utf8'));
    if (serviceName) return serviceName;
  } catch {
    // Said below, like a file without the name.
  }
  throw new CliError(exitCodes.configuration, '.twilioserverlessrc names no serviceName');
}

/** Returns the deployed environment. @throws {CliError} when it does not exist */
export async function getDeployment(
  client: TwilioClient,
  { projectFolder, values }: Pick<CommandInput, 'projectFolder' | 'values'>,
): Promise<Deployment> {
  const serviceName = readServiceName(projectFolder);
  const suffix = String(values['environment'] ?? 'dev');
  const fix = `npm run deploy -- --environment ${suffix}`;
  const services = await askTwilio('listing Services', client.serverless.v1.services.list());
  const service = services.find(({ uniqueName }) => uniqueName === serviceName);
  if (service === undefined) {
    throw new CliError(exitCodes.found, `no Service ${serviceName} is deployed`, fix);
  }
  const environments = await askTwilio(
    'listing environments',
    client.serverless.v1.services(service.sid).environments.list(),
  );
  // The tools give production no suffix.
  const wanted = suffix === 'production' ? '' : suffix;
  const found = environments.find(
    ({ domainSuffix }) => ((domainSuffix as string | null) ?? '') === wanted,
  );
  if (found === undefined) {
    throw new CliError(exitCodes.found, `${serviceName} has no environment ${suffix}`, fix);
  }
  return {
    serviceSid: service.sid,
    environmentSid: found.sid,
    domainName: found.domainName,
    buildSid: found.buildSid ?? undefined,
    includeCredentials: service.includeCredentials,
  };
}
