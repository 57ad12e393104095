import type { ApiState } from '../api-state';
import { conflict } from '../../rest/api-error';
import { buildPage } from '../page';
import { ResourceJsonBuilder } from '../resource-json';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { parseDomainSuffix, parseEnvironmentName } from '../rules/names';
import { makeSid } from '../../formats/sid';
import type { StoredEnvironment } from '../rules/stored-resources';
import { getEnvironment, getService } from './find-resource';

const LIST_PATH = '/v1/Services/:serviceSid/Environments';

export const environmentRoutes: readonly Route[] = [
  { host: 'serverless.twilio.com', method: 'GET', path: LIST_PATH, handle: listEnvironments },
  { host: 'serverless.twilio.com', method: 'POST', path: LIST_PATH, handle: createEnvironment },
  {
    host: 'serverless.twilio.com',
    method: 'GET',
    path: `${LIST_PATH}/:environmentSid`,
    handle: fetchEnvironment,
  },
];

function listEnvironments(request: RoutedRequest, context: ApiState): ApiReply {
  const service = getService(request, context);
  const json = new ResourceJsonBuilder(context.account.accountSid);
  const environments = context.store.listEnvironments(service.sid);
  return buildPage(
    request,
    context,
    'environments',
    environments.map((environment) => json.environment(environment)),
  );
}

function createEnvironment(request: RoutedRequest, context: ApiState): ApiReply {
  const service = getService(request, context);
  const uniqueName = parseEnvironmentName(request.form.get('UniqueName') ?? undefined);
  const domainSuffix = parseDomainSuffix(request.form.get('DomainSuffix') ?? undefined);
  const siblings = context.store.listEnvironments(service.sid);
  if (
    siblings.some(
      (sibling) => sibling.uniqueName === uniqueName || sibling.domainSuffix === domainSuffix,
    )
  ) {
    throw conflict(
      `Environment with name ${uniqueName} or suffix ${domainSuffix ?? '(none)'} already exists`,
    );
  }
  const base = `${service.uniqueName.toLowerCase()}-${service.domainDigits}`;
  const now = new Date();
  const environment: StoredEnvironment = {
    sid: makeSid('ZE'),
    serviceSid: service.sid,
    uniqueName,
    domainSuffix,
    domainName: `${base}${domainSuffix === null ? '' : `-${domainSuffix.toLowerCase()}`}.twil.io`,
    buildSid: null,
    createdAt: now,
    updatedAt: now,
  };
  context.store.environments.set(environment.sid, environment);
  return {
    status: 201,
    body: new ResourceJsonBuilder(context.account.accountSid).environment(environment),
  };
}

function fetchEnvironment(request: RoutedRequest, context: ApiState): ApiReply {
  const json = new ResourceJsonBuilder(context.account.accountSid);
  return { status: 200, body: json.environment(getEnvironment(request, context)) };
}
