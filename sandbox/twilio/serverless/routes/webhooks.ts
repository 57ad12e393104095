import type { ApiState } from '../api-state';
import { notFound } from '../../rest/api-error';
import type { ApiReply, Route, RoutedRequest } from '../router';

/** Routes that show how the account's webhooks are signed. What an account without them is told is not documented. */
export const webhookRoutes: readonly Route[] = (['rules', 'settings'] as const).map((key) => ({
  host: 'webhooks.twilio.com',
  method: 'GET',
  path: `/v1/Webhooks/${key === 'rules' ? 'Rules' : 'Settings'}`,
  handle: (request, context) => list(key, request, context),
}));

function list(key: 'rules' | 'settings', request: RoutedRequest, { webhooks }: ApiState): ApiReply {
  if (!webhooks.isOffered) throw notFound(request.path);
  const entries = webhooks[key];
  return { status: 200, body: { meta: { key, pageSize: entries.length }, [key]: entries } };
}
