import type { ApiState } from './api-state';
import { notFound } from '../rest/api-error';
import type { ApiRequest } from '../rest/api-request';

/** An answer of the API: a status and, unless it is a deletion, JSON. */
export interface ApiReply {
  readonly status: number;
  readonly body?: unknown;
}

/** A request with the variable parts of its path. */
export interface RoutedRequest extends ApiRequest {
  /** Returns a named part of the path. */
  param(name: string): string;
}

/** One method and path of one host. */
export interface Route {
  readonly host: TwilioHost;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The path, with `:name` for a variable part. */
  readonly path: string;
  readonly handle: (request: RoutedRequest, context: ApiState) => ApiReply;
}

/** The hosts that the stand-in answers for. */
export type TwilioHost =
  | 'serverless.twilio.com'
  | 'serverless-upload.twilio.com'
  | 'api.twilio.com'
  | 'sync.twilio.com'
  | 'webhooks.twilio.com';

/** Every host the proxy may open. */
export const TWILIO_HOSTS: readonly TwilioHost[] = [
  'serverless.twilio.com',
  'serverless-upload.twilio.com',
  'api.twilio.com',
  'sync.twilio.com',
  'webhooks.twilio.com',
];

/** Returns the answer of the route that fits, or throws the 404. */
export function dispatch(
  routes: readonly Route[],
  request: ApiRequest,
  context: ApiState,
): ApiReply {
  for (const route of routes) {
    if (route.host !== request.host || route.method !== request.method) continue;
    const params = matchPath(route.path, request.path);
    if (params === undefined) continue;
    const param = (name: string): string => params.get(name) ?? '';
    return route.handle({ ...request, param }, context);
  }
  throw notFound(request.path);
}

function matchPath(pattern: string, path: string): Map<string, string> | undefined {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    const value = given[index] ?? '';
    const [, name, ending = ''] = /^:(\w+)(\.json)?$/.exec(segment) ?? [];
    if (name !== undefined) {
      if (!value.endsWith(ending)) return undefined;
      params.set(name, decodeURIComponent(value.slice(0, value.length - ending.length)));
    } else if (segment !== value) return undefined;
  }
  return params;
}
