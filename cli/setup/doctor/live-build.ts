import { CliError } from '../../core/cli-error';
import type { Deployment } from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { inParallel } from '../../core/in-parallel';
import { askTwilio, type TwilioClient } from '../../core/twilio-client';
import { identifyCode, type LocalFunction, type ServedFile } from './local-build';

export interface LiveBuild {
  readonly runtime: string;
  /** Versions by package. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly functions: readonly LocalFunction[];
  readonly assets: readonly ServedFile[];
}

const MAX_AT_ONCE = 8;

interface ListedVersion {
  readonly sid: string;
  readonly function_sid: string;
  readonly path: string;
  readonly visibility: ServedFile['visibility'];
}

/** Returns the live build with its Functions' contents. @throws {CliError} if there is none */
export async function readLiveBuild(
  client: TwilioClient,
  { serviceSid, buildSid, domainName }: Deployment,
): Promise<LiveBuild> {
  if (buildSid === undefined) {
    throw new CliError(exitCodes.found, `no build is live on ${domainName}`, 'npm run deploy');
  }
  const service = client.serverless.v1.services(serviceSid);
  const build = await askTwilio('reading the live build', service.builds(buildSid).fetch());
  const listed = (build.functionVersions ?? []) as ListedVersion[];
  const functions = await inParallel(
    listed,
    MAX_AT_ONCE,
    async ({ sid, function_sid: functionSid, path, visibility }) => {
      const version = service.functions(functionSid).functionVersions(sid);
      const { content } = await askTwilio(
        `reading ${path}`,
        version.functionVersionContent().fetch(),
      );
      return { path, visibility, ...identifyCode(content) };
    },
  );
  return {
    runtime: build.runtime,
    dependencies: parseDependencies(build.dependencies),
    functions,
    assets: ((build.assetVersions ?? []) as ListedVersion[]).map(({ path, visibility }) => ({
      path,
      visibility,
    })),
  };
}

/** The tools send the list as JSON, and the API may return it as such. */
function parseDependencies(raw: unknown): Record<string, string> {
  const list: unknown = typeof raw === 'string' ? parseJson(raw) : raw;
  const entries = Array.isArray(list) ? (list as { name?: unknown; version?: unknown }[]) : [];
  return Object.fromEntries(entries.map(({ name, version }) => [String(name), String(version)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
