import { type BuildTenants, readBuildTenants } from '../../../src/config/build-tenants';
import { paths } from '../../../src/twilio/urls';
import { askTwilio, type TwilioClient } from '../../core/twilio-client';

interface ListedVersion {
  readonly sid: string;
  readonly function_sid: string;
  readonly path: string;
}

/** Returns the tenants of a build; undefined if it is older than builds that name them. @throws {CliError} */
export async function findBuildTenants(
  client: TwilioClient,
  serviceSid: string,
  buildSid: string,
): Promise<BuildTenants | undefined> {
  const service = client.serverless.v1.services(serviceSid);
  const build = await askTwilio(`reading ${buildSid}`, service.builds(buildSid).fetch());
  const listed = (build.functionVersions ?? []) as ListedVersion[];
  const health = listed.find(({ path }) => path === paths.health);
  if (health === undefined) return undefined;
  const version = service.functions(health.function_sid).functionVersions(health.sid);
  const { content } = await askTwilio(
    `reading ${health.path} of ${buildSid}`,
    version.functionVersionContent().fetch(),
  );
  return readBuildTenants(content);
}
