import { randomInt } from 'node:crypto';
import type { ApiState } from '../api-state';
import { conflict, refusal } from '../../rest/api-error';
import { buildPage } from '../page';
import { ResourceJsonBuilder } from '../resource-json';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { parseServiceName } from '../rules/names';
import { makeSid } from '../../formats/sid';
import type { StoredService } from '../rules/stored-resources';
import { getService } from './find-resource';

const SERVICE_COUNT_LIMIT = 50;

export const serviceRoutes: readonly Route[] = [
  { host: 'serverless.twilio.com', method: 'GET', path: '/v1/Services', handle: listServices },
  { host: 'serverless.twilio.com', method: 'POST', path: '/v1/Services', handle: createService },
  {
    host: 'serverless.twilio.com',
    method: 'GET',
    path: '/v1/Services/:serviceSid',
    handle: fetchService,
  },
];

function listServices(request: RoutedRequest, context: ApiState): ApiReply {
  const json = new ResourceJsonBuilder(context.account.accountSid);
  const services = [...context.store.services.values()];
  return buildPage(
    request,
    context,
    'services',
    services.map((service) => json.service(service)),
  );
}

function createService(request: RoutedRequest, context: ApiState): ApiReply {
  const uniqueName = parseServiceName(request.form.get('UniqueName') ?? undefined);
  if (context.store.findServiceByName(uniqueName) !== undefined) {
    throw conflict(`Service with unique name ${uniqueName} already exists`);
  }
  if (context.store.services.size >= SERVICE_COUNT_LIMIT) {
    throw refusal('service-count', `An account may have ${SERVICE_COUNT_LIMIT} Services`);
  }
  const now = new Date();
  const service: StoredService = {
    sid: makeSid('ZS'),
    uniqueName,
    friendlyName: request.form.get('FriendlyName') ?? uniqueName,
    includeCredentials: request.form.get('IncludeCredentials') !== 'false',
    uiEditable: request.form.get('UiEditable') === 'true',
    domainDigits: String(randomInt(1000, 10_000)),
    createdAt: now,
    updatedAt: now,
  };
  context.store.services.set(service.sid, service);
  return {
    status: 201,
    body: new ResourceJsonBuilder(context.account.accountSid).service(service),
  };
}

function fetchService(request: RoutedRequest, context: ApiState): ApiReply {
  const json = new ResourceJsonBuilder(context.account.accountSid);
  return { status: 200, body: json.service(getService(request, context)) };
}
