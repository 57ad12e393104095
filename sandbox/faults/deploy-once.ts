import { formatEnvironmentFile } from '../../src/config/environment-file';
import { inProject } from '../../build/project';
import { buildExample, sandboxSettings } from '../project/sandbox-project';
import { prepareAll, stageBuild, writeStagedFile } from '../rehearse/break-project';
import { deployWithTwilioRun } from '../rehearse/deploy-tools';
import { readScriptFlags } from '../rehearse/package-scripts';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import { TwilioApi } from '../twilio/serverless/twilio-api';
import { canaries } from './canaries';

/** The tenants of the suite, as a build reads them. */
export const faultAssetsFolder = inProject('sandbox', 'faults', 'assets');

/**
 * Builds the project with the suite's tenants, deploys it with twilio-run to a stand-in of Twilio's
 * API, and returns what was uploaded.
 * @throws {Error} when the deploy fails
 */
export async function deployOnce(): Promise<DeployedEnvironment> {
  const builtFolder = await buildExample('faults', faultAssetsFolder);
  const api = await TwilioApi.start({ buildDurationMs: 0 });
  try {
    const run = await deployWithTwilioRun(api, {
      projectFolder: inProject(),
      stagedNames: ['package.json', '.twilioserverlessrc', '.env.example'],
      args: readScriptFlags('deploy'),
      prepare: prepareAll(stageBuild(builtFolder), writeStagedFile('.env', formatVariables())),
    });
    const [environment] = api.listDeployedEnvironments();
    if (run.exitCode !== 0 || environment === undefined) {
      throw new Error(`the deploy failed: ${run.stderr.trim().slice(-500)}`);
    }
    return { ...environment, authToken: canaries.AUTH_TOKEN };
  } finally {
    await api.stop();
  }
}

function formatVariables(): string {
  const { VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID } = sandboxSettings;
  const { AUTH_TOKEN, ...secrets } = canaries;
  return formatEnvironmentFile({ VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID, ...secrets });
}
