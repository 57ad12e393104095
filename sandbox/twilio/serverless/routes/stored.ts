import { toRfc2822 } from '../../formats/rfc2822';
import { ApiError, notFound } from '../../rest/api-error';
import { readParameters } from '../../rest/rest-request';
import type { ApiState } from '../api-state';
import { type LoggedMessage, toRecordingJson } from '../call-log-store';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { buildTokenPage, checkAccount, PAGING, readTime } from './calls';

const HOST = 'api.twilio.com';
const ACCOUNT = '/2010-04-01/Accounts/:account';
const SYNC_SERVICE = '/v1/Services/:service';
const SYNC_MAP = `${SYNC_SERVICE}/Maps/:map`;
const SYNC_ITEMS = `${SYNC_MAP}/Items`;

/** What an account stores beside its calls, and how it is deleted. */
export const storedRoutes: readonly Route[] = [
  { host: HOST, method: 'GET', path: `${ACCOUNT}/Recordings.json`, handle: listAllRecordings },
  {
    host: HOST,
    method: 'DELETE',
    path: `${ACCOUNT}/Recordings/:sid.json`,
    handle: (request, { calls }) => removeFrom(calls.recordings, request),
  },
  {
    host: HOST,
    method: 'GET',
    path: `${ACCOUNT}/Recordings/:recording/Transcriptions.json`,
    handle: listTranscriptions,
  },
  {
    host: HOST,
    method: 'DELETE',
    path: `${ACCOUNT}/Transcriptions/:sid.json`,
    handle: (request, { calls }) => removeFrom(calls.transcriptions, request),
  },
  { host: HOST, method: 'GET', path: `${ACCOUNT}/Messages.json`, handle: listMessages },
  {
    host: HOST,
    method: 'DELETE',
    path: `${ACCOUNT}/Messages/:sid.json`,
    handle: (request, { calls }) => removeFrom(calls.messages, request),
  },
  { host: 'sync.twilio.com', method: 'GET', path: SYNC_SERVICE, handle: showSyncService },
  { host: 'sync.twilio.com', method: 'GET', path: SYNC_MAP, handle: showSyncMap },
  {
    host: 'sync.twilio.com',
    method: 'DELETE',
    path: SYNC_MAP,
    handle: (request, state) => {
      findSyncMap(request, state);
      state.syncMaps.delete(request.param('map'));
      return { status: 204 };
    },
  },
  { host: 'sync.twilio.com', method: 'GET', path: SYNC_ITEMS, handle: listSyncItems },
  { host: 'sync.twilio.com', method: 'GET', path: `${SYNC_ITEMS}/:key`, handle: showSyncItem },
  {
    host: 'sync.twilio.com',
    method: 'DELETE',
    path: `${SYNC_ITEMS}/:key`,
    handle: (request, state) => {
      checkSyncService(request, state);
      const { syncMaps } = state;
      if (syncMaps.get(request.param('map'))?.delete(request.param('key')) !== true) {
        throw new ApiError(404, 54201, 'Map item not found');
      }
      return { status: 204 };
    },
  },
];

function listAllRecordings(request: RoutedRequest, { account, calls }: ApiState): ApiReply {
  checkAccount(request, account.accountSid);
  const wanted = readParameters(request.query, ['DateCreated<', 'DateCreated>', ...PAGING]);
  const beforeMs = readTime(wanted, 'DateCreated<') ?? Infinity;
  const afterMs = readTime(wanted, 'DateCreated>') ?? -Infinity;
  const shown = calls.recordings.filter(({ startMs }) => startMs <= beforeMs && startMs >= afterMs);
  return buildTokenPage(request, 'recordings', shown, (recording) =>
    toRecordingJson(recording, account.accountSid),
  );
}

function listTranscriptions(request: RoutedRequest, { account, calls }: ApiState): ApiReply {
  checkAccount(request, account.accountSid);
  readParameters(request.query, PAGING);
  const recordingSid = request.param('recording');
  const shown = calls.transcriptions.filter((each) => each.recordingSid === recordingSid);
  return buildTokenPage(request, 'transcriptions', shown, ({ sid }) => ({
    sid,
    account_sid: account.accountSid,
    recording_sid: recordingSid,
    status: 'completed',
  }));
}

function listMessages(request: RoutedRequest, { account, calls }: ApiState): ApiReply {
  checkAccount(request, account.accountSid);
  const wanted = readParameters(request.query, ['To', 'From', 'DateSent>', 'DateSent<', ...PAGING]);
  const afterMs = readTime(wanted, 'DateSent>') ?? -Infinity;
  const beforeMs = readTime(wanted, 'DateSent<') ?? Infinity;
  const shown = calls.messages.filter(
    ({ from, to, sentMs }) =>
      (wanted['To'] ?? to) === to &&
      (wanted['From'] ?? from) === from &&
      sentMs >= afterMs &&
      sentMs <= beforeMs,
  );
  return buildTokenPage(request, 'messages', shown, (message) =>
    toMessageJson(message, account.accountSid),
  );
}

function toMessageJson(message: LoggedMessage, accountSid: string) {
  const { sid, from, to, body, sentMs, direction = 'outbound-api' } = message;
  const sentAt = toRfc2822(new Date(sentMs));
  return {
    sid,
    account_sid: accountSid,
    from,
    to,
    body,
    direction,
    status: message.status ?? (direction === 'inbound' ? 'received' : 'delivered'),
    num_segments: '1',
    price: message.price ?? null,
    price_unit: 'USD',
    date_created: sentAt,
    date_sent: sentAt,
    date_updated: sentAt,
  };
}

function removeFrom(list: { readonly sid: string }[], request: RoutedRequest): ApiReply {
  const index = list.findIndex(({ sid }) => sid === request.param('sid'));
  if (index < 0) throw notFound(request.path);
  list.splice(index, 1);
  return { status: 204 };
}

function checkSyncService(request: RoutedRequest, { syncServices }: ApiState): void {
  if (!syncServices.has(request.param('service'))) throw notFound(request.path);
}

function showSyncService(request: RoutedRequest, state: ApiState): ApiReply {
  checkSyncService(request, state);
  const sid = request.param('service');
  const at = new Date(0).toISOString();
  const { accountSid } = state.account;
  const body = { sid, account_sid: accountSid, date_created: at, date_updated: at, links: {} };
  return { status: 200, body };
}

function findSyncMap(request: RoutedRequest, state: ApiState): Map<string, object> {
  checkSyncService(request, state);
  const map = state.syncMaps.get(request.param('map'));
  if (map === undefined) throw new ApiError(404, 54200, 'Map not found');
  return map;
}

function showSyncMap(request: RoutedRequest, state: ApiState): ApiReply {
  findSyncMap(request, state);
  const at = new Date(0).toISOString();
  const { accountSid } = state.account;
  const [service, name] = [request.param('service'), request.param('map')];
  const body = {
    sid: `MP${'0'.repeat(32)}`,
    unique_name: name,
    account_sid: accountSid,
    service_sid: service,
    revision: '0',
    date_created: at,
    date_updated: at,
    date_expires: null,
    created_by: 'system',
    links: {},
  };
  return { status: 200, body };
}

function showSyncItem(request: RoutedRequest, state: ApiState): ApiReply {
  const key = request.param('key');
  const data = findSyncMap(request, state).get(key);
  if (data === undefined) throw new ApiError(404, 54201, 'Map item not found');
  return { status: 200, body: toItemJson(request, state, [key, data]) };
}

function toItemJson(
  request: RoutedRequest,
  { account }: ApiState,
  [key, data]: readonly [string, object],
): object {
  const at = new Date(0).toISOString();
  return {
    key,
    data,
    revision: '0',
    account_sid: account.accountSid,
    service_sid: request.param('service'),
    map_sid: request.param('map'),
    date_created: at,
    date_updated: at,
  };
}

function listSyncItems(request: RoutedRequest, state: ApiState): ApiReply {
  const map = findSyncMap(request, state);
  const url = `https://sync.twilio.com${request.path}?PageSize=50&Page=0`;
  return {
    status: 200,
    body: {
      items: [...map].map((item) => toItemJson(request, state, item)),
      meta: { key: 'items', page: 0, page_size: 50, next_page_url: null, url },
    },
  };
}
