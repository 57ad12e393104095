import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import {
  buildDeployCommand,
  ENVIRONMENT_HELP,
  environmentOption,
  getDeployment,
  parseDomain,
  readEnvironmentName,
} from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { getTenants } from '../../core/tenant-file';
import {
  createTwilioClient,
  readTwilioCredentials,
  type TwilioClient,
} from '../../core/twilio-client';
import { listAccountNumbers } from './account-numbers';
import { type NumbersPlan, planNumbers } from './plan';

export const domainOptions = { ...environmentOption, domain: { type: 'string' } } as const;

/** What the options mean, for help texts. */
export const DOMAIN_HELP = [
  ENVIRONMENT_HELP,
  '--domain       the host to point the numbers at, instead of looking it up',
].join('\n');

/** Returns the options that a further command needs for the same numbers and domain. */
export function pickTarget({ domain, environment, project }: CommandInput['values']) {
  return { ...(domain === undefined ? { environment } : { domain }), project };
}

export interface ReadPlan {
  readonly client: TwilioClient;
  readonly accountSid: string;
  readonly plan: NumbersPlan;
}

/** Returns the plan for the tenants' numbers as Twilio has them now. @throws {CliError} */
export async function readPlan(input: CommandInput): Promise<ReadPlan> {
  const { tenants } = getTenants(input);
  const credentials = readTwilioCredentials(input.environment);
  const client = createTwilioClient(credentials, input);
  const domainName = await getDomainName(client, input);
  input.progress.show('listing the phone numbers of the account');
  const accountNumbers = await listAccountNumbers(client);
  const plan = planNumbers({ domainName, tenants, accountNumbers });
  return { client, accountSid: credentials.accountSid, plan };
}

async function getDomainName(client: TwilioClient, input: CommandInput): Promise<string> {
  const given = input.values['domain'];
  if (given !== undefined) return parseDomain(String(given));
  input.progress.show('looking up the deployed domain');
  const { domainName, buildSid } = await getDeployment(client, input);
  if (buildSid !== undefined) return domainName.toLowerCase();
  throw new CliError(
    exitCodes.found,
    `nothing is live on ${domainName}: callers would hear an error`,
    buildDeployCommand(readEnvironmentName(input.values)),
  );
}
