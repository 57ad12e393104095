import type { Platform } from '../platform/start-platform';
import { callGateway } from '../platform/call-gateway';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import type { StoredVersion } from '../twilio/serverless/rules/stored-resources';

/** One row of the rehearsal's table: a file that was deployed, and how it answers. */
export interface MeasuredFile {
  readonly kind: 'function' | 'asset';
  readonly path: string;
  readonly visibility: string;
  readonly sizeBytes: number;
  /** Status of the first answer; undefined for files without a URL. */
  readonly statusCode: number | undefined;
  /** Status for a caller that is not Twilio. */
  readonly unsignedStatusCode: number;
  /** Median of the requests that had to start a container. */
  readonly coldMs: number | undefined;
  /** Median of the requests that found one waiting. */
  readonly warmMs: number | undefined;
}

/** How often every Function is called. */
export interface MeasurePlan {
  readonly coldCount: number;
  readonly warmCount: number;
  /** Form parameters for the Function of a path; without them it is called by GET. */
  readonly formOf: (path: string) => Readonly<Record<string, string>> | undefined;
}

/** Calls everything that is deployed on an environment, signed as Twilio and unsigned, one call at a time. */
export async function measureEnvironment(
  platform: Platform,
  environment: DeployedEnvironment,
  plan: MeasurePlan,
): Promise<MeasuredFile[]> {
  const files: MeasuredFile[] = [];
  for (const version of [...environment.functions, ...environment.assets]) {
    files.push(await measureFile(platform, environment, version, plan));
  }
  return files.sort(
    (left, right) => left.kind.localeCompare(right.kind) || left.path.localeCompare(right.path),
  );
}

async function measureFile(
  platform: Platform,
  { domainName, authToken }: DeployedEnvironment,
  version: StoredVersion,
  plan: MeasurePlan,
): Promise<MeasuredFile> {
  const isCallable = version.kind === 'function' && version.visibility !== 'private';
  const form = isCallable ? plan.formOf(version.path) : undefined;
  const call = {
    port: platform.port,
    domainName,
    target: encodeURI(version.path),
    ...(form === undefined ? {} : { form }),
  };
  const unsignedStatusCode = (await callGateway(call)).statusCode;
  const coldCount = isCallable ? plan.coldCount : 1;
  let statusCode: number | undefined;
  for (let cold = 0; cold < coldCount && version.visibility !== 'private'; cold += 1) {
    platform.stopContainers();
    statusCode = (await callGateway({ ...call, authToken })).statusCode;
    for (let warm = 0; isCallable && warm < plan.warmCount; warm += 1)
      await callGateway({ ...call, authToken });
  }
  const { coldMs, warmMs } = platform.readTimings(domainName, version.path);
  return {
    kind: version.kind,
    path: version.path,
    visibility: version.visibility,
    sizeBytes: version.content.length,
    statusCode,
    unsignedStatusCode,
    coldMs: findMedian(coldMs),
    warmMs: findMedian(warmMs),
  };
}

function findMedian(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}
