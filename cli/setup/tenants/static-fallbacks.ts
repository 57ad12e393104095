import type { Agent } from 'node:https';
import { paths } from '../../../src/twilio/urls';
import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { requestDeployed } from '../../core/deployed-client';
import { getDeployment } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { inParallel } from '../../core/in-parallel';
import { createTwilioClient, readTwilioCredentials } from '../../core/twilio-client';
import type { Finding } from '../../core/vapi/check-references';

const MAX_AT_ONCE = 16;

/** Where the fallbacks should be served, or why that is unknown. */
export type FallbackDomain = { readonly domainName: string } | { readonly unknown: string };

/**
 * Returns the domain that the options name, or the deployed environment's.
 * @throws {CliError} if Twilio cannot be asked
 */
export async function findFallbackDomain(
  input: Omit<CommandInput, 'progress'>,
): Promise<FallbackDomain> {
  const { domain } = input.values;
  if (typeof domain === 'string') return { domainName: domain };
  const { TWILIO_ACCOUNT_SID, ACCOUNT_SID } = input.environment;
  if (!TWILIO_ACCOUNT_SID && !ACCOUNT_SID) return { unknown: 'no Twilio account is set' };
  try {
    const client = createTwilioClient(readTwilioCredentials(input.environment), input);
    const { domainName } = await getDeployment(client, input);
    return { domainName };
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.found) {
      return { unknown: error.message };
    }
    throw error;
  }
}

export interface FallbackLookup {
  readonly domainName: string;
  readonly httpsAgent: Agent | undefined;
  /** Signs the requests as Twilio would. Unsigned, a refusal is the best that can be seen. */
  readonly authToken: string | undefined;
  readonly onDone: (count: number) => void;
}

/** Returns a finding for each static fallback that is not served under the domain. */
export async function checkStaticFallbacks(
  fallbackIds: readonly string[],
  lookup: FallbackLookup,
): Promise<Finding[]> {
  let doneCount = 0;
  const findings = await inParallel(fallbackIds, MAX_AT_ONCE, async (fallbackId) => {
    const finding = await checkStaticFallback(fallbackId, lookup);
    doneCount += 1;
    lookup.onDone(doneCount);
    return finding;
  });
  return findings.flatMap((finding) => finding ?? []);
}

async function checkStaticFallback(
  fallbackId: string,
  { domainName, httpsAgent, authToken }: FallbackLookup,
): Promise<Finding | undefined> {
  const path = paths.staticFallback(fallbackId);
  const signed = authToken === undefined ? {} : { authToken };
  try {
    const { status } = await requestDeployed({ domainName, path, httpsAgent, ...signed });
    // Unsigned, a protected file answers 403, and a missing one 404.
    if (status === 200 || (status === 403 && authToken === undefined)) return undefined;
    const url = `https://${domainName}${path}`;
    return {
      problem: `${fallbackId}: the fallback ${url} is not served (${status})`,
      exitCode: exitCodes.found,
    };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { problem: `${fallbackId}: the fallback: ${error.message}`, exitCode: error.exitCode };
  }
}
