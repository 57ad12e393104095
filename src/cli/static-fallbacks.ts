import { buildUrls } from '../twilio/urls';
import { CliError } from './cli-error';
import type { CommandInput } from './command';
import { getDeployment } from './deployment';
import { exitCodes } from './exit-codes';
import { inParallel } from './in-parallel';
import { createPlainHttp } from './plain-http';
import { createTwilioClient, readTwilioCredentials } from './twilio-client';
import type { Finding } from './vapi/judge-references';

const MOST_AT_ONCE = 4;

/** Where the fallbacks are to be served, or why that is not known. */
export type FallbackDomain = { readonly domainName: string } | { readonly unknown: string };

/**
 * Returns the domain that the options name, or the deployed environment's.
 * @throws {CliError} when Twilio cannot be asked
 */
export async function findFallbackDomain(
  input: Pick<CommandInput, 'values' | 'environment' | 'projectFolder'>,
): Promise<FallbackDomain> {
  const { domain } = input.values;
  if (typeof domain === 'string') return { domainName: domain };
  const { TWILIO_ACCOUNT_SID, ACCOUNT_SID } = input.environment;
  if (!TWILIO_ACCOUNT_SID && !ACCOUNT_SID) return { unknown: 'no Twilio account is set' };
  try {
    const client = createTwilioClient(readTwilioCredentials(input.environment));
    const { domainName } = await getDeployment(client, input);
    return { domainName };
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.found) {
      return { unknown: error.message };
    }
    throw error;
  }
}

/** Returns a finding for each tenant whose static fallback is not served under the domain. */
export async function checkStaticFallbacks(
  domainName: string,
  tenantIds: readonly string[],
  onDone: (count: number) => void,
): Promise<Finding[]> {
  const { staticFallback } = buildUrls(domainName);
  const ask = createPlainHttp();
  let doneCount = 0;
  const answers = await inParallel(tenantIds, MOST_AT_ONCE, async (tenantId) => {
    const url = staticFallback(tenantId);
    const answer = await ask('GET', url);
    doneCount += 1;
    onDone(doneCount);
    return { tenantId, url, answer };
  });
  return answers.flatMap(({ tenantId, url, answer }) => {
    if ('error' in answer) {
      return {
        problem: `${tenantId}: the fallback ${url} cannot be reached (${answer.error})`,
        exitCode: exitCodes.vendor,
      };
    }
    return answer.status === 200
      ? []
      : {
          problem: `${tenantId}: the fallback ${url} is not served (${answer.status})`,
          exitCode: exitCodes.found,
        };
  });
}
