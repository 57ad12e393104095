import type { DependencyDeclaration } from './dependencies';
import type { RuntimeName } from './runtime';
import type { Visibility } from './visibility';

interface StoredResource {
  readonly sid: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A Service: the project, with a name that becomes part of its domains. */
export interface StoredService extends StoredResource {
  readonly uniqueName: string;
  readonly friendlyName: string;
  readonly includeCredentials: boolean;
  readonly uiEditable: boolean;
  /** The four digits that Twilio puts into every domain of the Service. */
  readonly domainDigits: string;
}

/** An Environment: a domain, its variables and the build that is live on it. */
export interface StoredEnvironment extends StoredResource {
  readonly serviceSid: string;
  readonly uniqueName: string;
  readonly domainSuffix: string | null;
  readonly domainName: string;
  buildSid: string | null;
}

export type UploadKind = 'function' | 'asset';

/** A Function or an Asset: a name under which versions are uploaded. */
export interface StoredUpload extends StoredResource {
  readonly kind: UploadKind;
  readonly serviceSid: string;
  readonly friendlyName: string;
}

/** One uploaded version with its content. */
export interface StoredVersion extends StoredResource {
  readonly kind: UploadKind;
  readonly serviceSid: string;
  readonly uploadSid: string;
  readonly path: string;
  readonly visibility: Visibility;
  readonly content: Buffer;
  readonly contentType: string;
}

/** A build; until `readyAtMs` the API reports it as building. */
export interface StoredBuild extends StoredResource {
  readonly serviceSid: string;
  readonly functionVersions: readonly StoredVersion[];
  readonly assetVersions: readonly StoredVersion[];
  readonly dependencies: readonly DependencyDeclaration[];
  readonly runtime: RuntimeName;
  readonly outcome: 'completed' | 'failed';
  readonly readyAtMs: number;
}

export interface StoredVariable extends StoredResource {
  readonly serviceSid: string;
  readonly environmentSid: string;
  key: string;
  value: string;
}

export interface StoredDeployment extends StoredResource {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
}
