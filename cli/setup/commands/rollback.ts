import { CliError } from '../../core/cli-error';
import type { Command } from '../../core/command';
import {
  type Deployment,
  ENVIRONMENT_HELP,
  environmentOption,
  getDeployment,
} from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import {
  askTwilio,
  createTwilioClient,
  readTwilioCredentials,
  type TwilioClient,
} from '../../core/twilio-client';

/** `switchboard rollback`: back to the build that was live before. */
export const rollback: Command = {
  summary: 'activates the build that was live before',
  details: `Takes seconds and uploads nothing. Twilio keeps builds that were live for at least seven days. Variables
stay as they are: they belong to the environment, not to a build.

  ${ENVIRONMENT_HELP}
  --build        the build to activate (ZB…); default the newest older one that was live
  --plan         only shows what is live now and what would be`,
  examples: [
    'npm run switchboard -- rollback --environment production',
    'npm run switchboard -- rollback --environment dev --plan --json',
  ],
  options: { ...environmentOption, build: { type: 'string' }, plan: { type: 'boolean' } },
  changesAccount: true,
  async run(input) {
    const client = createTwilioClient(readTwilioCredentials(input.environment), input);
    const deployment = await getDeployment(client, input);
    const { build, plan } = input.values;
    const target = typeof build === 'string' ? build : await findBuildBefore(client, deployment);
    const { domainName, serviceSid, buildSid: from } = deployment;
    const data = { domainName, serviceSid, from: from ?? null, to: target ?? null };
    if (plan === true) {
      const text = `${domainName}: live is ${from ?? 'nothing'}, before it was ${target ?? 'nothing'}`;
      return { data, problems: [], text, exitCode: exitCodes.done };
    }
    if (target === undefined) {
      throw new CliError(
        exitCodes.found,
        `no older build was live on ${domainName}`,
        'npm run switchboard -- rollback --build ZB…',
      );
    }
    if (target === from) {
      const text = `${target} is already live on ${domainName}`;
      return { data, problems: [], text, exitCode: exitCodes.done };
    }
    await askTwilio(
      `activating ${target}`,
      environmentOf(client, deployment).deployments.create({ buildSid: target }),
    );
    const text = `${domainName}: ${from ?? 'nothing'} → ${target}`;
    return { data, problems: [], text, exitCode: exitCodes.done };
  },
};

function environmentOf(client: TwilioClient, { serviceSid, environmentSid }: Deployment) {
  return client.serverless.v1.services(serviceSid).environments(environmentSid);
}

/**
 * Older, so that a second rollback goes further back and never to the build that the first one
 * left.
 */
async function findBuildBefore(
  client: TwilioClient,
  deployment: Deployment,
): Promise<string | undefined> {
  const service = client.serverless.v1.services(deployment.serviceSid);
  const [deployments, builds] = await askTwilio(
    'listing builds',
    Promise.all([
      environmentOf(client, deployment).deployments.list({ limit: 100 }),
      service.builds.list({ limit: 100 }),
    ]),
  );
  const wereLive = new Set(deployments.map(({ buildSid }) => buildSid));
  const newestFirst = builds
    .filter(({ sid }) => wereLive.has(sid))
    .sort((a, b) => b.dateCreated.getTime() - a.dateCreated.getTime())
    .map(({ sid }) => sid);
  const live = newestFirst.indexOf(deployment.buildSid ?? '');
  return live === -1 ? undefined : newestFirst[live + 1];
}
