import type { ApiState } from '../api-state';
import { notFound } from '../../rest/api-error';
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

function fetchAccount(request: RoutedRequest, context: ApiState): ApiReply {
  const { accountSid, authToken } = context.account;
  if (request.param('account') !== `${accountSid}.json`) throw notFound(request.path);
  const uri = `/2010-04-01/Accounts/${accountSid}`;
  const atRfc2822 = new Date(0).toUTCString().replace('GMT', '+0000');
  return {
    status: 200,
    body: {
      sid: accountSid,
      auth_token: authToken,
      friendly_name: 'Deploy rehearsal',
      owner_account_sid: accountSid,
      status: 'active',
      type: 'Full',
      date_created: atRfc2822,
      date_updated: atRfc2822,
      subresource_uris: { incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json` },
      uri: `${uri}.json`,
    },
  };
}
