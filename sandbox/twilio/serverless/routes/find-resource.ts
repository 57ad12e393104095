import type { ApiState } from '../api-state';
import { notFound } from '../../rest/api-error';
import type { RoutedRequest } from '../router';
import type {
  StoredBuild,
  StoredEnvironment,
  StoredService,
  StoredUpload,
  UploadKind,
} from '../rules/stored-resources';

/** Returns the Service that the path names, or throws the 404. */
export function getService(request: RoutedRequest, context: ApiState): StoredService {
  const service = context.store.services.get(request.param('serviceSid'));
  if (service === undefined) throw notFound(request.path);
  return service;
}

/** Returns the Environment that the path names, or throws the 404. */
export function getEnvironment(request: RoutedRequest, context: ApiState): StoredEnvironment {
  const service = getService(request, context);
  const environment = context.store.environments.get(request.param('environmentSid'));
  if (environment?.serviceSid !== service.sid) throw notFound(request.path);
  return environment;
}

/** Returns the Function or Asset that the path names, or throws the 404. */
export function getUpload(
  request: RoutedRequest,
  context: ApiState,
  kind: UploadKind,
): StoredUpload {
  const service = getService(request, context);
  const upload = context.store.uploads.get(request.param('uploadSid'));
  if (upload?.serviceSid !== service.sid || upload.kind !== kind) throw notFound(request.path);
  return upload;
}

/** Returns the Build that the path names, or throws the 404. */
export function getBuild(request: RoutedRequest, context: ApiState): StoredBuild {
  const service = getService(request, context);
  const build = context.store.builds.get(request.param('buildSid'));
  if (build?.serviceSid !== service.sid) throw notFound(request.path);
  return build;
}
