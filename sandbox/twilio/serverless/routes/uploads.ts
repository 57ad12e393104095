import type { ApiState } from '../api-state';
import { notFound } from '../../rest/api-error';
import { buildPage } from '../page';
import { ResourceJsonBuilder } from '../resource-json';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { makeSid } from '../../formats/sid';
import type { StoredUpload, UploadKind } from '../rules/stored-resources';
import { getService, getUpload } from './find-resource';
import { createVersion } from './upload-version';

/** Routes of Functions and Assets and of their versions. */
export const uploadRoutes: readonly Route[] = [
  ...buildUploadRoutes('function', '/v1/Services/:serviceSid/Functions'),
  ...buildUploadRoutes('asset', '/v1/Services/:serviceSid/Assets'),
  {
    host: 'serverless.twilio.com',
    method: 'GET',
    path: '/v1/Services/:serviceSid/Functions/:uploadSid/Versions/:versionSid/Content',
    handle: fetchContent,
  },
];

function buildUploadRoutes(kind: UploadKind, listPath: string): Route[] {
  const host = 'serverless.twilio.com';
  const versionsPath = `${listPath}/:uploadSid/Versions`;
  const one = `${versionsPath}/:versionSid`;
  return [
    {
      host,
      method: 'GET',
      path: listPath,
      handle: (request, context) => listUploads(request, context, kind),
    },
    {
      host,
      method: 'POST',
      path: listPath,
      handle: (request, context) => createUpload(request, context, kind),
    },
    {
      host,
      method: 'GET',
      path: versionsPath,
      handle: (request, context) => listVersions(request, context, kind),
    },
    {
      host,
      method: 'GET',
      path: one,
      handle: (request, context) => fetchVersion(request, context, kind),
    },
    {
      host: 'serverless-upload.twilio.com',
      method: 'POST',
      path: versionsPath,
      handle: (request, context) => createVersion(request, context, kind),
    },
  ];
}

function listUploads(request: RoutedRequest, context: ApiState, kind: UploadKind): ApiReply {
  const service = getService(request, context);
  const json = new ResourceJsonBuilder(context.account.accountSid);
  const uploads = context.store.listUploads(service.sid, kind);
  return buildPage(
    request,
    context,
    `${kind}s`,
    uploads.map((upload) => json.upload(upload)),
  );
}

function createUpload(request: RoutedRequest, context: ApiState, kind: UploadKind): ApiReply {
  const service = getService(request, context);
  const now = new Date();
  const upload: StoredUpload = {
    sid: makeSid('ZH'),
    kind,
    serviceSid: service.sid,
    friendlyName: request.form.get('FriendlyName') ?? '',
    createdAt: now,
    updatedAt: now,
  };
  context.store.uploads.set(upload.sid, upload);
  return { status: 201, body: new ResourceJsonBuilder(context.account.accountSid).upload(upload) };
}

function listVersions(request: RoutedRequest, context: ApiState, kind: UploadKind): ApiReply {
  const upload = getUpload(request, context, kind);
  const json = new ResourceJsonBuilder(context.account.accountSid);
  const versions = context.store.listVersions(upload.sid);
  return buildPage(
    request,
    context,
    `${kind}_versions`,
    versions.map((version) => json.version(version)),
  );
}

function fetchVersion(request: RoutedRequest, context: ApiState, kind: UploadKind): ApiReply {
  const version = getVersion(request, context, kind);
  return {
    status: 200,
    body: new ResourceJsonBuilder(context.account.accountSid).version(version),
  };
}

function fetchContent(request: RoutedRequest, context: ApiState): ApiReply {
  const { sid, uploadSid, serviceSid, content } = getVersion(request, context, 'function');
  return {
    status: 200,
    body: {
      sid,
      account_sid: context.account.accountSid,
      service_sid: serviceSid,
      function_sid: uploadSid,
      content: content.toString('utf8'),
      url: `https://${request.host}${request.path}`,
    },
  };
}

function getVersion(request: RoutedRequest, context: ApiState, kind: UploadKind) {
  const upload = getUpload(request, context, kind);
  const version = context.store.versions.get(request.param('versionSid'));
  if (version?.uploadSid !== upload.sid) throw notFound(request.path);
  return version;
}
