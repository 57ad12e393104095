import { makeSid } from '../formats/sid';
import type { TwilioApi } from './twilio-api';

export interface DeployedParts {
  readonly serviceName: string;
  /** Null = production. */
  readonly domainSuffix: string | null;
  /** False = an environment that nothing was deployed to. */
  readonly isLive: boolean;
}

/** Puts a Service with one environment into the stand-in, without a deploy tool; returns its domain. */
export function deployEnvironment(
  { store }: TwilioApi,
  parts: Partial<DeployedParts> = {},
): string {
  const { serviceName = 'switchboard-test', domainSuffix = 'dev', isLive = true } = parts;
  const times = { createdAt: new Date(0), updatedAt: new Date(0) };
  const service = store.findServiceByName(serviceName) ?? {
    ...times,
    sid: makeSid('ZS'),
    uniqueName: serviceName,
    friendlyName: serviceName,
    includeCredentials: true,
    uiEditable: false,
    domainDigits: '1234',
  };
  store.services.set(service.sid, service);
  const build = {
    ...times,
    sid: makeSid('ZB'),
    serviceSid: service.sid,
    functionVersions: [],
    assetVersions: [],
    dependencies: [],
    runtime: 'node22' as const,
    outcome: 'completed' as const,
    readyAtMs: 0,
  };
  if (isLive) store.builds.set(build.sid, build);
  const suffix = domainSuffix === null ? '' : `-${domainSuffix}`;
  const environment = {
    ...times,
    sid: makeSid('ZE'),
    serviceSid: service.sid,
    uniqueName: domainSuffix ?? 'production',
    domainSuffix,
    domainName: `${serviceName}-${service.domainDigits}${suffix}.twil.io`,
    buildSid: isLive ? build.sid : null,
  };
  store.environments.set(environment.sid, environment);
  return environment.domainName;
}
