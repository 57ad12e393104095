import type {
  StoredBuild,
  StoredDeployment,
  StoredEnvironment,
  StoredService,
  StoredUpload,
  StoredVariable,
  StoredVersion,
  UploadKind,
} from './rules/stored-resources';

/** Everything the stand-in keeps, in memory, by sid. */
export class ServerlessStore {
  readonly services = new Map<string, StoredService>();
  readonly environments = new Map<string, StoredEnvironment>();
  readonly uploads = new Map<string, StoredUpload>();
  readonly versions = new Map<string, StoredVersion>();
  readonly builds = new Map<string, StoredBuild>();
  readonly variables = new Map<string, StoredVariable>();
  readonly deployments = new Map<string, StoredDeployment>();

  listEnvironments(serviceSid: string): StoredEnvironment[] {
    return ofService(this.environments, serviceSid);
  }

  listUploads(serviceSid: string, kind: UploadKind): StoredUpload[] {
    return ofService(this.uploads, serviceSid).filter((upload) => upload.kind === kind);
  }

  listVersions(uploadSid: string): StoredVersion[] {
    return [...this.versions.values()].filter((version) => version.uploadSid === uploadSid);
  }

  listBuilds(serviceSid: string): StoredBuild[] {
    return ofService(this.builds, serviceSid);
  }

  listVariables(environmentSid: string): StoredVariable[] {
    return [...this.variables.values()].filter(
      (variable) => variable.environmentSid === environmentSid,
    );
  }

  listDeployments(environmentSid: string): StoredDeployment[] {
    return [...this.deployments.values()].filter(
      (deployment) => deployment.environmentSid === environmentSid,
    );
  }

  findServiceByName(uniqueName: string): StoredService | undefined {
    return [...this.services.values()].find((service) => service.uniqueName === uniqueName);
  }
}

function ofService<Resource extends { serviceSid: string }>(
  resources: ReadonlyMap<string, Resource>,
  serviceSid: string,
): Resource[] {
  return [...resources.values()].filter((resource) => resource.serviceSid === serviceSid);
}
