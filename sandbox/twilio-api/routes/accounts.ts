import type { ApiContext } from '../api-context';
import { notFound } from '../api-error';
import type { ApiReply, Route, RoutedRequest } from '../router';

/** Route of the account itself, for tools that look it up before they begin. */
export const accountRoutes: readonly Route[] = [
  {
    host: 'api.twilio.com',
    method: 'GET',
    path: '/2010-04-01/Accounts/:account',
    handle: fetchAccount,
  },
];

function fetchAccount(request: RoutedRequest, context: ApiContext): ApiReply {
  const { accountSid } = context.account;
  if (request.param('account') !== `${accountSid}.json`) throw notFound(request.path);
  return {
    status: 200,
    body: { sid: accountSid, friendly_name: 'Deploy rehearsal', status: 'active', type: 'Full' },
  };
}
