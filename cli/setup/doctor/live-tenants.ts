import type { Agent } from 'node:https';
import { CliError } from '../../core/cli-error';
import { requestDeployed } from '../../core/deployed-client';
import type { Deployment } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';

/** Returns the hash of the tenants that are live: Twilio shows nobody what is in an asset. @throws {CliError} */
export async function readLiveTenantsHash(
  { domainName }: Pick<Deployment, 'domainName'>,
  httpsAgent: Agent | undefined,
): Promise<string> {
  const { status, body } = await requestDeployed({ domainName, path: '/health', httpsAgent });
  const hash = readHash(body);
  if (hash !== undefined) return hash;
  throw new CliError(
    exitCodes.found,
    `https://${domainName}/health (${status}) does not say which tenants are live`,
    'npm run deploy',
  );
}

function readHash(body: string): string | undefined {
  try {
    const { tenants } = JSON.parse(body) as { tenants?: { hash?: unknown } };
    const hash = tenants?.hash;
    return typeof hash === 'string' ? hash : undefined;
  } catch {
    return undefined;
  }
}
