import { CliError } from '../../core/cli-error';
import type { Command, CommandReport } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import { confirm, yesOption } from '../../core/confirm';
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

import { compareTenants, describeChanges, type TenantChanges } from '../rollback/compare-tenants';
import { findBuildTenants } from '../rollback/read-build-tenants';

/** `switchboard rollback`: back to the build that was live before. */
export const rollback: Command = {
  summary: 'activates the build that was live before',
  details: `Takes seconds and uploads nothing. Twilio keeps builds that were live for at least seven days. Variables
stay as they are: they belong to the environment, not to a build. Tenants belong to a build: those added
since are lost. The command names them and asks first.

  ${ENVIRONMENT_HELP}
  --build        the build to activate (ZB…); default the newest older one that was live
  --plan         only shows what is live now and what would be
  --yes          rolls back without asking`,
  examples: [
    'npm run switchboard -- rollback --environment production',
    'npm run switchboard -- rollback --environment dev --plan --json',
  ],
  options: {
    ...environmentOption,
    build: { type: 'string' },
    plan: { type: 'boolean' },
    ...yesOption,
  },
  changesAccount: true,
  async run(input) {
    const client = createTwilioClient(readTwilioCredentials(input.environment), input);
    const deployment = await getDeployment(client, input);
    const { build, plan } = input.values;
    const target = typeof build === 'string' ? build : await findBuildBefore(client, deployment);
    const { domainName, serviceSid, buildSid: from } = deployment;
    const changes = await findChanges(client, serviceSid, { from, target });
    const data = {
      domainName,
      serviceSid,
      from: from ?? null,
      to: target ?? null,
      tenants: changes ?? null,
    };
    const reportDone = (...lines: readonly string[]): CommandReport => {
      return { data, problems: [], text: lines.join('\n'), exitCode: exitCodes.done };
    };
    const meaning = target === undefined ? [] : [describeChanges(changes)];
    if (plan === true) {
      return reportDone(
        `${domainName}: live is ${from ?? 'nothing'}, before it was ${target ?? 'nothing'}`,
        ...meaning,
      );
    }
    if (target === undefined) {
      throw new CliError(
        exitCodes.found,
        `no older build was live on ${domainName}`,
        'npm run switchboard -- rollback --build ZB…',
      );
    }
    if (target === from) return reportDone(`${target} is already live on ${domainName}`);
    if (changes === undefined || changes.lost.length > 0) {
      const { environment, project } = input.values;
      const options = { environment, build, project, yes: true };
      await confirm(input, {
        what: `${domainName} goes back to ${target}: ${describeChanges(changes)}`,
        command: buildCommandLine('switchboard rollback', options),
      });
    }
    await askTwilio(
      `activating ${target}`,
      environmentOf(client, deployment).deployments.create({ buildSid: target }),
    );
    return reportDone(`${domainName}: ${from ?? 'nothing'} → ${target}`, ...meaning);
  },
};

interface Builds {
  readonly from: string | undefined;
  readonly target: string | undefined;
}

/** Where nothing is live, nothing is lost. */
async function findChanges(
  client: TwilioClient,
  serviceSid: string,
  { from, target }: Builds,
): Promise<TenantChanges | undefined> {
  if (target === undefined) return undefined;
  const read = async (sid: string | undefined) =>
    sid === undefined ? { hash: '', ids: [] } : findBuildTenants(client, serviceSid, sid);
  const [live, then] = await Promise.all([read(from), read(target)]);
  return compareTenants(live, then);
}

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
