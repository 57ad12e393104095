import type { ApiState } from '../api-state';
import { refusal } from '../../rest/api-error';
import type { MultipartPart } from '../../rest/multipart';
import { ResourceJsonBuilder } from '../resource-json';
import type { ApiReply, RoutedRequest } from '../router';
import { checkAssetSize } from '../rules/asset-limits';
import { parseUploadPath } from '../rules/upload-path';
import { parseVisibility } from '../rules/visibility';
import { makeSid } from '../../formats/sid';
import type { StoredVersion, UploadKind } from '../rules/stored-resources';
import { getUpload } from './find-resource';

const DEFAULT_CONTENT_TYPE: Readonly<Record<UploadKind, string>> = {
  function: 'application/javascript',
  asset: 'application/octet-stream',
};

/** Takes an uploaded file with its path and visibility, and answers with the new version. */
export function createVersion(
  request: RoutedRequest,
  context: ApiState,
  kind: UploadKind,
): ApiReply {
  const upload = getUpload(request, context, kind);
  const path = parseUploadPath(readText(request.parts, 'Path'));
  const visibility = parseVisibility(readText(request.parts, 'Visibility'));
  const file = request.parts.find((part) => part.name === 'Content');
  if (file === undefined) throw refusal('file-size', `Content is missing for ${path}`);
  if (kind === 'asset') checkAssetSize(visibility, file.content.length);

  const now = new Date();
  const version: StoredVersion = {
    sid: makeSid('ZN'),
    kind,
    serviceSid: upload.serviceSid,
    uploadSid: upload.sid,
    path,
    visibility,
    // A copy, so that the whole request body is not kept alive by one part of it.
    content: Buffer.from(file.content),
    contentType: file.contentType ?? DEFAULT_CONTENT_TYPE[kind],
    createdAt: now,
    updatedAt: now,
  };
  context.store.versions.set(version.sid, version);
  return {
    status: 201,
    body: new ResourceJsonBuilder(context.account.accountSid).version(version),
  };
}

function readText(parts: readonly MultipartPart[], name: string): string | undefined {
  return parts.find((part) => part.name === name)?.content.toString('utf8');
}
