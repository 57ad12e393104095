import type {
  StoredBuild,
  StoredDeployment,
  StoredEnvironment,
  StoredService,
  StoredUpload,
  StoredVariable,
  StoredVersion,
} from './rules/stored-resources';

const API_ROOT = 'https://serverless.twilio.com/v1';

/** JSON of one resource, snake_case as the API sends it. */
export type ResourceJson = Record<string, unknown>;

/** Builds the JSON of stored resources for one account. */
export class ResourceJsonBuilder {
  constructor(private readonly accountSid: string) {}

  service(service: StoredService): ResourceJson {
    const url = `${API_ROOT}/Services/${service.sid}`;
    return {
      ...this.head(service, url),
      unique_name: service.uniqueName,
      friendly_name: service.friendlyName,
      include_credentials: service.includeCredentials,
      ui_editable: service.uiEditable,
      domain_base: `${service.uniqueName.toLowerCase()}-${service.domainDigits}`,
      links: {
        environments: `${url}/Environments`,
        functions: `${url}/Functions`,
        assets: `${url}/Assets`,
        builds: `${url}/Builds`,
      },
    };
  }

  environment(environment: StoredEnvironment): ResourceJson {
    const url = `${API_ROOT}/Services/${environment.serviceSid}/Environments/${environment.sid}`;
    return {
      ...this.head(environment, url),
      service_sid: environment.serviceSid,
      build_sid: environment.buildSid,
      unique_name: environment.uniqueName,
      domain_suffix: environment.domainSuffix,
      domain_name: environment.domainName,
      links: {
        variables: `${url}/Variables`,
        deployments: `${url}/Deployments`,
        logs: `${url}/Logs`,
      },
    };
  }

  upload(upload: StoredUpload): ResourceJson {
    const url = uploadUrl(upload.kind, upload.serviceSid, upload.sid);
    return {
      ...this.head(upload, url),
      service_sid: upload.serviceSid,
      friendly_name: upload.friendlyName,
      links: { [`${upload.kind}_versions`]: `${url}/Versions` },
    };
  }

  version(version: StoredVersion): ResourceJson {
    const url = `${uploadUrl(version.kind, version.serviceSid, version.uploadSid)}/Versions/${version.sid}`;
    return {
      // A version never changes: it has no date_updated. Only a Function's gives its content back.
      ...this.created(version, url),
      service_sid: version.serviceSid,
      [`${version.kind}_sid`]: version.uploadSid,
      path: version.path,
      visibility: version.visibility,
      ...(version.kind === 'function'
        ? { links: { function_version_content: `${url}/Content` } }
        : {}),
    };
  }

  build(build: StoredBuild): ResourceJson {
    const url = `${API_ROOT}/Services/${build.serviceSid}/Builds/${build.sid}`;
    return {
      ...this.head(build, url),
      service_sid: build.serviceSid,
      status: readBuildStatus(build),
      function_versions: build.functionVersions.map((version) => this.version(version)),
      asset_versions: build.assetVersions.map((version) => this.version(version)),
      dependencies: build.dependencies,
      runtime: build.runtime,
      links: { build_status: `${url}/Status` },
    };
  }

  buildStatus(build: StoredBuild): ResourceJson {
    const url = `${API_ROOT}/Services/${build.serviceSid}/Builds/${build.sid}/Status`;
    return {
      sid: build.sid,
      account_sid: this.accountSid,
      service_sid: build.serviceSid,
      status: readBuildStatus(build),
      url,
    };
  }

  variable(variable: StoredVariable): ResourceJson {
    const { serviceSid, environmentSid } = variable;
    return {
      ...this.head(
        variable,
        `${environmentUrl(serviceSid, environmentSid)}/Variables/${variable.sid}`,
      ),
      service_sid: serviceSid,
      environment_sid: environmentSid,
      key: variable.key,
      value: variable.value,
    };
  }

  deployment(deployment: StoredDeployment): ResourceJson {
    const { serviceSid, environmentSid } = deployment;
    return {
      ...this.head(
        deployment,
        `${environmentUrl(serviceSid, environmentSid)}/Deployments/${deployment.sid}`,
      ),
      service_sid: serviceSid,
      environment_sid: environmentSid,
      build_sid: deployment.buildSid,
    };
  }

  private head(
    resource: { sid: string; createdAt: Date; updatedAt: Date },
    url: string,
  ): ResourceJson {
    return { ...this.created(resource, url), date_updated: formatDate(resource.updatedAt) };
  }

  private created(resource: { sid: string; createdAt: Date }, url: string): ResourceJson {
    return {
      sid: resource.sid,
      account_sid: this.accountSid,
      date_created: formatDate(resource.createdAt),
      url,
    };
  }
}

/** Returns the status that a client is told at this moment. */
export function readBuildStatus(build: StoredBuild): 'building' | 'completed' | 'failed' {
  return Date.now() < build.readyAtMs ? 'building' : build.outcome;
}

function environmentUrl(serviceSid: string, environmentSid: string): string {
  return `${API_ROOT}/Services/${serviceSid}/Environments/${environmentSid}`;
}

function uploadUrl(kind: 'function' | 'asset', serviceSid: string, sid: string): string {
  return `${API_ROOT}/Services/${serviceSid}/${kind === 'function' ? 'Functions' : 'Assets'}/${sid}`;
}

/** Twilio sends whole seconds. */
function formatDate(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
