import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseServerlessConfig } from '../../src/operator-files/serverless-config';

/** Twilio's tools write the Service of the last deploy into it, by account. */
const DEPLOY_INFO = '.twiliodeployinfo';

/** The Service that a deploy goes to, whatever its name is. */
export interface RememberedService {
  readonly sid: string;
  /** The file or option that says so. */
  readonly source: string;
}

/** A deploy and the commands would work on different Services. */
export interface ServiceDifference {
  readonly problem: string;
  readonly fix: string;
}

/** Returns the Service that .twilioserverlessrc or the last deploy to the account names. */
export function findRememberedService(
  projectFolder: string,
  accountSid: string,
): RememberedService | undefined {
  const { serviceSid } = readConfigFile(projectFolder);
  if (serviceSid) return { sid: serviceSid, source: '.twilioserverlessrc' };
  const info = readDeployInfo(projectFolder);
  const sid = info[`${accountSid}:us1`]?.serviceSid ?? info[accountSid]?.serviceSid;
  return sid === undefined ? undefined : { sid, source: DEPLOY_INFO };
}

/**
 * Compares the Service that a deploy goes to with the one that commands look for by its name.
 * @param services - all of the account
 */
export function compareServices(
  serviceName: string,
  remembered: RememberedService | undefined,
  services: readonly { readonly sid: string; readonly uniqueName: string }[],
): ServiceDifference | undefined {
  if (remembered === undefined) return undefined;
  const { sid, source } = remembered;
  const forget = source === DEPLOY_INFO ? `rm ${DEPLOY_INFO}` : `take ${sid} out of ${source}`;
  const known = services.find((service) => service.sid === sid);
  if (known === undefined) {
    return {
      problem: `${source} leads deploys to the Service ${sid}, which does not exist at Twilio`,
      fix: `${forget}; the next deploy then creates or finds ${serviceName}`,
    };
  }
  if (known.uniqueName === serviceName) return undefined;
  return {
    problem: `${source} leads deploys to the Service ${known.uniqueName} (${sid}), but .twilioserverlessrc names ${serviceName}, which the commands look for`,
    fix: `to stay with the old Service, write "serviceName": "${known.uniqueName}" in .twilioserverlessrc; to move to ${serviceName}: ${forget}`,
  };
}

function readConfigFile(projectFolder: string): { readonly serviceSid?: string } {
  try {
    return parseServerlessConfig(readFileSync(path.join(projectFolder, '.twilioserverlessrc')));
  } catch {
    // What is wrong with it is said where the name is read.
    return {};
  }
}

type DeployInfo = Readonly<Record<string, { readonly serviceSid?: string } | undefined>>;

/** Twilio's tools ignore a file that they cannot read. */
function readDeployInfo(projectFolder: string): DeployInfo {
  const file = path.join(projectFolder, DEPLOY_INFO);
  if (!existsSync(file)) return {};
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as DeployInfo;
  } catch {
    return {};
  }
}
