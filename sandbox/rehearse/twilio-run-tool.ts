import { deployWithTwilioRun } from './deploy-tools';
import { readScriptFlags } from './package-scripts';
import type { DeployTool } from './rehearse';

/** `twilio-run deploy`, as `npm run deploy` calls it, with the variables in `.env`. */
export const twilioRun: DeployTool = {
  name: 'twilio-run deploy',
  deploy: deployWithTwilioRun,
  args: readScriptFlags('deploy'),
  promotions: [],
};
