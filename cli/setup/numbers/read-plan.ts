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
import { checkTenantIds, readTenantIds, tenantOption } from '../../core/tenant-option';
import {
  createTwilioClient,
  readTwilioCredentials,
  type TwilioClient,
} from '../../core/twilio-client';
import { listAccountNumbers } from './account-numbers';
import { type NumbersPlan, planNumbers } from './plan';

export const numbersOptions = {
  ...environmentOption,
  ...tenantOption,
  domain: { type: 'string' },
} as const;

/** What the options mean, for help texts. */
export const NUMBERS_HELP = [
  ENVIRONMENT_HELP,
  '--domain       the host that the numbers point at, instead of looking it up',
  "--tenant       only this tenant's numbers; may be repeated",
].join('\n');

/** Returns the options that a further command needs for the same numbers and domain. */
export function pickTarget({ domain, environment, tenant, project }: CommandInput['values']) {
  return { ...(domain === undefined ? { environment } : { domain }), tenant, project };
}

export interface ReadPlan {
  readonly client: TwilioClient;
  readonly accountSid: string;
  readonly plan: NumbersPlan;
}

/** Returns the plan for the tenants' numbers as Twilio has them now. @throws {CliError} */
export async function readPlan(input: CommandInput): Promise<ReadPlan> {
  const tenantFile = getTenants(input);
  const tenantIds = readTenantIds(input);
  checkTenantIds(tenantIds, input);
  const credentials = readTwilioCredentials(input.environment);
  const client = createTwilioClient(credentials, input);
  const domainName = await getLiveDomainName(client, input);
  input.progress.show('listing the phone numbers of the account');
  const accountNumbers = await listAccountNumbers(client);
  const plan = planNumbers({ domainName, tenantFile, accountNumbers, tenantIds });
  return { client, accountSid: credentials.accountSid, plan };
}

/** Returns the host that the options name or mean. @throws {CliError} */
export async function getDomainName(client: TwilioClient, input: CommandInput): Promise<string> {
  return (await findDomain(client, input)).domainName;
}

async function getLiveDomainName(client: TwilioClient, input: CommandInput): Promise<string> {
  const { domainName, isLive } = await findDomain(client, input);
  if (isLive) return domainName;
  throw new CliError(
    exitCodes.found,
    `nothing is live on ${domainName}: callers would hear an error`,
    buildDeployCommand(readEnvironmentName(input.values)),
  );
}

async function findDomain(client: TwilioClient, input: CommandInput) {
  const given = input.values['domain'];
  if (given !== undefined) return { domainName: parseDomain(String(given)), isLive: true };
  input.progress.show('looking up the deployed domain');
  const { domainName, buildSid } = await getDeployment(client, input);
  return { domainName: domainName.toLowerCase(), isLive: buildSid !== undefined };
}
