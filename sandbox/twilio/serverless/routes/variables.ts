import type { ApiState } from '../api-state';
import { conflict, notFound } from '../../rest/api-error';
import { buildPage } from '../page';
import { ResourceJsonBuilder } from '../resource-json';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { checkVariable } from '../rules/variables';
import { makeSid } from '../../formats/sid';
import type { StoredVariable } from '../rules/stored-resources';
import { getEnvironment } from './find-resource';

const LIST_PATH = '/v1/Services/:serviceSid/Environments/:environmentSid/Variables';
const ONE_PATH = `${LIST_PATH}/:variableSid`;

export const variableRoutes: readonly Route[] = [
  { host: 'serverless.twilio.com', method: 'GET', path: LIST_PATH, handle: listVariables },
  { host: 'serverless.twilio.com', method: 'POST', path: LIST_PATH, handle: createVariable },
  { host: 'serverless.twilio.com', method: 'GET', path: ONE_PATH, handle: fetchVariable },
  { host: 'serverless.twilio.com', method: 'POST', path: ONE_PATH, handle: updateVariable },
  { host: 'serverless.twilio.com', method: 'DELETE', path: ONE_PATH, handle: deleteVariable },
];

function listVariables(request: RoutedRequest, context: ApiState): ApiReply {
  const environment = getEnvironment(request, context);
  const json = new ResourceJsonBuilder(context.account.accountSid);
  const variables = context.store.listVariables(environment.sid);
  return buildPage(
    request,
    context,
    'variables',
    variables.map((variable) => json.variable(variable)),
  );
}

function createVariable(request: RoutedRequest, context: ApiState): ApiReply {
  const environment = getEnvironment(request, context);
  const key = request.form.get('Key') ?? '';
  const value = request.form.get('Value') ?? '';
  const others = context.store.listVariables(environment.sid);
  if (others.some((other) => other.key === key)) throw conflict(`Variable ${key} already exists`);
  checkVariable(key, value, toRecord(others));
  const now = new Date();
  const variable: StoredVariable = {
    sid: makeSid('ZV'),
    serviceSid: environment.serviceSid,
    environmentSid: environment.sid,
    key,
    value,
    createdAt: now,
    updatedAt: now,
  };
  context.store.variables.set(variable.sid, variable);
  return {
    status: 201,
    body: new ResourceJsonBuilder(context.account.accountSid).variable(variable),
  };
}

function fetchVariable(request: RoutedRequest, context: ApiState): ApiReply {
  const json = new ResourceJsonBuilder(context.account.accountSid);
  return { status: 200, body: json.variable(getVariable(request, context)) };
}

function updateVariable(request: RoutedRequest, context: ApiState): ApiReply {
  const variable = getVariable(request, context);
  const key = request.form.get('Key') ?? variable.key;
  const value = request.form.get('Value') ?? variable.value;
  const others = context.store
    .listVariables(variable.environmentSid)
    .filter((other) => other.sid !== variable.sid);
  checkVariable(key, value, toRecord(others));
  variable.key = key;
  variable.value = value;
  variable.updatedAt = new Date();
  return {
    status: 200,
    body: new ResourceJsonBuilder(context.account.accountSid).variable(variable),
  };
}

function deleteVariable(request: RoutedRequest, context: ApiState): ApiReply {
  context.store.variables.delete(getVariable(request, context).sid);
  return { status: 204 };
}

function getVariable(request: RoutedRequest, context: ApiState): StoredVariable {
  const environment = getEnvironment(request, context);
  const variable = context.store.variables.get(request.param('variableSid'));
  if (variable?.environmentSid !== environment.sid) throw notFound(request.path);
  return variable;
}

function toRecord(variables: readonly StoredVariable[]): Record<string, string> {
  return Object.fromEntries(variables.map(({ key, value }) => [key, value]));
}
