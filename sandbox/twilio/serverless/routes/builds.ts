import type { ApiState } from '../api-state';
import { ApiError, refusal } from '../../rest/api-error';
import { buildPage } from '../page';
import { ResourceJsonBuilder } from '../resource-json';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { checkBuildContent, findSyntaxProblem } from '../rules/build-content';
import {
  checkDependencies,
  parseDependencies,
  type DependencyDeclaration,
} from '../rules/dependencies';
import { parseRuntime } from '../rules/runtime';
import { checkRuntimeHandler } from '../rules/runtime-handler';
import { makeSid } from '../../formats/sid';
import type { StoredBuild, StoredVersion, UploadKind } from '../rules/stored-resources';
import { getBuild, getService } from './find-resource';

const LIST_PATH = '/v1/Services/:serviceSid/Builds';

export const buildRoutes: readonly Route[] = [
  { host: 'serverless.twilio.com', method: 'GET', path: LIST_PATH, handle: listBuilds },
  { host: 'serverless.twilio.com', method: 'POST', path: LIST_PATH, handle: createBuild },
  {
    host: 'serverless.twilio.com',
    method: 'GET',
    path: `${LIST_PATH}/:buildSid`,
    handle: fetchBuild,
  },
  {
    host: 'serverless.twilio.com',
    method: 'GET',
    path: `${LIST_PATH}/:buildSid/Status`,
    handle: fetchStatus,
  },
];

function listBuilds(request: RoutedRequest, context: ApiState): ApiReply {
  const service = getService(request, context);
  const json = new ResourceJsonBuilder(context.account.accountSid);
  return buildPage(
    request,
    context,
    'builds',
    context.store.listBuilds(service.sid).map((build) => json.build(build)),
  );
}

function createBuild(request: RoutedRequest, context: ApiState): ApiReply {
  const service = getService(request, context);
  const runtime = parseRuntime(request.form.get('Runtime') ?? undefined);
  const functionVersions = readVersions(request, context, 'function');
  const assetVersions = readVersions(request, context, 'asset');
  checkBuildContent(functionVersions, assetVersions);
  const dependencies = parseDependencies(request.form.get('Dependencies') ?? undefined);
  checkDependencies(dependencies);
  const problems = [
    ...findHandlerProblems(dependencies, context),
    ...findSyntaxProblems(functionVersions),
  ];
  for (const problem of problems) {
    if (problem.rule === undefined) continue;
    const source = `${request.method} ${request.path}`;
    context.refusals.add({
      rule: problem.rule,
      message: problem.message,
      request: source,
      stage: 'build',
    });
  }
  const now = new Date();
  const build: StoredBuild = {
    sid: makeSid('ZB'),
    serviceSid: service.sid,
    functionVersions,
    assetVersions,
    dependencies,
    runtime,
    outcome: problems.length === 0 ? 'completed' : 'failed',
    readyAtMs: now.getTime() + context.settings.buildDurationMs,
    createdAt: now,
    updatedAt: now,
  };
  context.store.builds.set(build.sid, build);
  return { status: 201, body: new ResourceJsonBuilder(context.account.accountSid).build(build) };
}

function fetchBuild(request: RoutedRequest, context: ApiState): ApiReply {
  const json = new ResourceJsonBuilder(context.account.accountSid);
  return { status: 200, body: json.build(getBuild(request, context)) };
}

function fetchStatus(request: RoutedRequest, context: ApiState): ApiReply {
  const json = new ResourceJsonBuilder(context.account.accountSid);
  return { status: 200, body: json.buildStatus(getBuild(request, context)) };
}

function readVersions(
  request: RoutedRequest,
  context: ApiState,
  kind: UploadKind,
): StoredVersion[] {
  const parameter = kind === 'function' ? 'FunctionVersions' : 'AssetVersions';
  return request.form.getAll(parameter).map((sid) => {
    const version = context.store.versions.get(sid);
    if (version?.kind !== kind || version.serviceSid !== request.param('serviceSid')) {
      throw refusal(
        'unknown-version',
        `${parameter} names ${sid}, which this Service does not have`,
      );
    }
    return version;
  });
}

function findHandlerProblems(
  dependencies: readonly DependencyDeclaration[],
  context: ApiState,
): ApiError[] {
  try {
    checkRuntimeHandler(dependencies);
    return [];
  } catch (error) {
    if (!(error instanceof ApiError) || context.settings.handlerRefusalStage === 'request')
      throw error;
    return [error];
  }
}

function findSyntaxProblems(versions: readonly StoredVersion[]): ApiError[] {
  return versions.flatMap((version) => findSyntaxProblem(version) ?? []);
}
