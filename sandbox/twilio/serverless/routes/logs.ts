import { badParameter, readParameters } from '../../rest/rest-request';
import type { ApiState } from '../api-state';
import { buildPage } from '../page';
import { getEnvironment } from './find-resource';
import type { ApiReply, Route, RoutedRequest } from '../router';

const PATH = '/v1/Services/:serviceSid/Environments/:environmentSid/Logs';

/** Route of what the Functions of an environment wrote. */
export const logRoutes: readonly Route[] = [
  { host: 'serverless.twilio.com', method: 'GET', path: PATH, handle: listLogs },
];

const PARAMETERS = ['FunctionSid', 'StartDate', 'EndDate', 'PageSize', 'Page', 'PageToken'];
const DAY_MS = 24 * 60 * 60_000;
const KEPT_MS = 30 * DAY_MS;

function listLogs(request: RoutedRequest, context: ApiState): ApiReply {
  const { functionLogs, account } = context;
  const environment = getEnvironment(request, context);
  const wanted = readParameters(request.query, PARAMETERS);
  const nowMs = Date.now();
  const fromMs = readTime('StartDate', wanted['StartDate'], nowMs - DAY_MS);
  const untilMs = readTime('EndDate', wanted['EndDate'], nowMs);
  if (fromMs > untilMs) throw badParameter('StartDate is after EndDate');
  const entries = functionLogs
    .list(environment.sid, Math.max(fromMs, nowMs - KEPT_MS), untilMs)
    .map(({ sid, atMs, level, message }) => ({
      sid,
      account_sid: account.accountSid,
      service_sid: environment.serviceSid,
      environment_sid: environment.sid,
      build_sid: environment.buildSid,
      deployment_sid: null,
      function_sid: null,
      request_sid: null,
      level,
      message,
      date_created: new Date(atMs).toISOString(),
      url: `https://${request.host}${request.path}/${sid}`,
    }));
  return buildPage(request, context, 'logs', entries);
}

function readTime(name: string, text: string | undefined, fallbackMs: number): number {
  if (text === undefined) return fallbackMs;
  const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms)) throw badParameter(`${name} is not a time in ISO 8601`);
  return ms;
}
