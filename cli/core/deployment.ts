import { readFileSync } from 'node:fs';
import path from 'node:path';
import { JsonTextError } from '../../src/operator-files/json-document';
import { parseServerlessConfig } from '../../src/operator-files/serverless-config';
import { CliError } from './cli-error';
import type { CommandInput } from './command';
import { exitCodes } from './exit-codes';
import {
  compareServices,
  findRememberedService,
  type ServiceDifference,
} from './remembered-service';
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
  /** Where the next deploy would go to another Service than this. */
  readonly difference: ServiceDifference | undefined;
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
    const { serviceName } = parseServerlessConfig(readFileSync(file));
    if (serviceName) return serviceName;
  } catch (error) {
    if (error instanceof JsonTextError) {
      throw new CliError(exitCodes.configuration, `.twilioserverlessrc: ${error.message}`);
    }
    // Said below, like a file without the name.
  }
  throw new CliError(exitCodes.configuration, '.twilioserverlessrc names no serviceName');
}

/** Returns the environment that the options name. @throws {CliError} when the name is empty */
export function readEnvironmentName(values: CommandInput['values']): string {
  const name = String(values['environment'] ?? 'dev').trim();
  // Production has the empty suffix: an unset variable in a script must not lead there.
  if (name !== '') return name;
  throw new CliError(exitCodes.usage, '--environment is empty', '--environment production');
}

/**
 * Returns the command that deploys to an environment; the tools have a separate flag for
 * production.
 */
export function buildDeployCommand(environment: string): string {
  if (environment === 'dev') return 'npm run deploy';
  const flag = environment === 'production' ? '--production' : `--environment ${environment}`;
  return `npm run deploy -- ${flag}`;
}

/** Returns a host name given as an option. @throws {CliError} if it is none */
export function parseDomain(text: string): string {
  if (/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/i.test(text)) {
    return text.toLowerCase();
  }
  throw new CliError(
    exitCodes.usage,
    '--domain is not a host name: no scheme, no port, no path',
    '--domain my-switchboard-1234-dev.twil.io',
  );
}

/** Returns the deployed environment. @throws {CliError} if it does not exist */
export async function getDeployment(
  client: TwilioClient,
  { projectFolder, values }: Pick<CommandInput, 'projectFolder' | 'values'>,
): Promise<Deployment> {
  const serviceName = readServiceName(projectFolder);
  const suffix = readEnvironmentName(values);
  const fix = buildDeployCommand(suffix);
  const services = await askTwilio('listing Services', client.serverless.v1.services.list());
  const remembered = findRememberedService(projectFolder, client.accountSid);
  const difference = compareServices(serviceName, remembered, services);
  const service = services.find(({ uniqueName }) => uniqueName === serviceName);
  if (service === undefined) {
    const problem = [`no Service ${serviceName} is deployed`, difference?.problem];
    const cure = difference?.fix ?? fix;
    throw new CliError(exitCodes.found, problem.filter(Boolean).join('; '), cure);
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
    difference,
  };
}
