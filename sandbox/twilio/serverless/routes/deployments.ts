import type { ApiState } from '../api-state';
import { conflict, notFound, refusal } from '../../rest/api-error';
import { buildPage } from '../page';
import { readBuildStatus, ResourceJsonBuilder } from '../resource-json';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { makeSid } from '../../formats/sid';
import type { StoredDeployment } from '../rules/stored-resources';
import { getEnvironment } from './find-resource';

const ENVIRONMENT_PATH = '/v1/Services/:serviceSid/Environments/:environmentSid';

/** Routes that activate a build and list activations. */
export const deploymentRoutes: readonly Route[] = [
  {
    host: 'serverless.twilio.com',
    method: 'GET',
    path: `${ENVIRONMENT_PATH}/Deployments`,
    handle: listDeployments,
  },
  {
    host: 'serverless.twilio.com',
    method: 'POST',
    path: `${ENVIRONMENT_PATH}/Deployments`,
    handle: activateBuild,
  },
];

function listDeployments(request: RoutedRequest, context: ApiState): ApiReply {
  const environment = getEnvironment(request, context);
  const json = new ResourceJsonBuilder(context.account.accountSid);
  const deployments = context.store.listDeployments(environment.sid).reverse();
  return buildPage(
    request,
    context,
    'deployments',
    deployments.map((deployment) => json.deployment(deployment)),
  );
}

function activateBuild(request: RoutedRequest, context: ApiState): ApiReply {
  const environment = getEnvironment(request, context);
  const build = context.store.builds.get(request.form.get('BuildSid') ?? '');
  if (build?.serviceSid !== environment.serviceSid)
    throw notFound(`/Builds/${request.form.get('BuildSid') ?? ''}`);
  if (readBuildStatus(build) !== 'completed') {
    throw refusal('build-not-completed', `Build ${build.sid} is ${readBuildStatus(build)}`);
  }
  if (environment.buildSid === build.sid) {
    throw conflict(
      `Build ${build.sid} is already live on ${environment.sid}`,
      'build-already-live',
    );
  }
  const now = new Date();
  const deployment: StoredDeployment = {
    sid: makeSid('ZD'),
    serviceSid: environment.serviceSid,
    environmentSid: environment.sid,
    buildSid: build.sid,
    createdAt: now,
    updatedAt: now,
  };
  context.store.deployments.set(deployment.sid, deployment);
  environment.buildSid = build.sid;
  environment.updatedAt = now;
  return {
    status: 201,
    body: new ResourceJsonBuilder(context.account.accountSid).deployment(deployment),
  };
}
