import { badParameter, buildPageBody, readParameters, readWhole } from '../../rest/rest-request';
import type { ApiState } from '../api-state';
import { notFound } from '../../rest/api-error';
import { type LoggedCall, toCallJson, toRecordingJson } from '../call-log-store';
import type { ApiReply, Route, RoutedRequest } from '../router';

const ACCOUNT = '/2010-04-01/Accounts/:account';

export const callRoutes: readonly Route[] = [
  { host: 'api.twilio.com', method: 'GET', path: `${ACCOUNT}/Calls.json`, handle: listCalls },
  {
    host: 'api.twilio.com',
    method: 'GET',
    path: `${ACCOUNT}/Calls/:call/Recordings.json`,
    handle: listRecordings,
  },
  {
    host: 'api.twilio.com',
    method: 'GET',
    path: `${ACCOUNT}/Calls/:call.json`,
    handle: showCall,
  },
];

export const PAGING = ['PageSize', 'Page', 'PageToken'];
const CALL_PARAMETERS = [
  ...['To', 'From', 'ParentCallSid', 'Status'],
  ...['StartTime', 'StartTime<', 'StartTime>', 'EndTime', 'EndTime<', 'EndTime>'],
  ...PAGING,
];
const PAGE_SIZE = { from: 1, to: 1_000, fallback: 50 };

function listCalls(request: RoutedRequest, { account, calls }: ApiState): ApiReply {
  checkAccount(request, account.accountSid);
  const wanted = readParameters(request.query, CALL_PARAMETERS);
  const parent = wanted['ParentCallSid'];
  if (parent !== undefined && !/^CA[0-9a-f]{32}$/.test(parent)) {
    throw badParameter('ParentCallSid is not the sid of a call');
  }
  const [afterMs, beforeMs] = [readTime(wanted, 'StartTime>'), readTime(wanted, 'StartTime<')];
  const shown = calls
    .list(wanted['To'])
    .filter(
      (call) =>
        isWanted(wanted['From'], call.from) &&
        isWanted(parent, call.parentCallSid) &&
        isWanted(wanted['Status'], call.status) &&
        (call.startMs ?? call.createdMs) >= (afterMs ?? -Infinity) &&
        (call.startMs ?? call.createdMs) <= (beforeMs ?? Infinity),
    );
  return buildTokenPage(request, 'calls', shown, (call: LoggedCall) =>
    toCallJson(call, account.accountSid),
  );
}

function showCall(request: RoutedRequest, { account, calls }: ApiState): ApiReply {
  checkAccount(request, account.accountSid);
  const call = calls.list(undefined).find(({ sid }) => sid === request.param('call'));
  if (call === undefined) throw notFound(request.path);
  return { status: 200, body: toCallJson(call, account.accountSid) };
}

function listRecordings(request: RoutedRequest, { account, calls }: ApiState): ApiReply {
  checkAccount(request, account.accountSid);
  readParameters(request.query, PAGING);
  const callSid = request.param('call');
  const shown = calls.recordings.filter((recording) => recording.callSid === callSid);
  return buildTokenPage(request, 'recordings', shown, (recording) =>
    toRecordingJson(recording, account.accountSid),
  );
}

/** A page beyond the first needs the token that the page before it gave. */
export function buildTokenPage<Entry extends { readonly sid: string }>(
  request: RoutedRequest,
  key: string,
  all: readonly Entry[],
  toJson: (entry: Entry) => object,
): ApiReply {
  const { path, query } = request;
  const pageSize = readWhole('PageSize', query.get('PageSize') ?? undefined, PAGE_SIZE);
  const page = readWhole('Page', query.get('Page') ?? undefined, { from: 0, to: 1e6, fallback: 0 });
  const token = query.get('PageToken');
  const start = page * pageSize;
  if (page > 0 && token !== `PA${all[start - 1]?.sid ?? ''}`) {
    throw badParameter('Page is not valid without the PageToken of the page before it');
  }
  const uriOf = (index: number) => {
    const own = new URLSearchParams(query);
    own.set('PageSize', String(pageSize));
    own.set('Page', String(index));
    own.delete('PageToken');
    if (index > 0) own.set('PageToken', `PA${all[index * pageSize - 1]?.sid ?? ''}`);
    return `${path}?${own.toString()}`;
  };
  return { status: 200, body: buildPageBody(key, all, { page, pageSize, uriOf, toJson }) };
}

function isWanted(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted === found;
}

/** Twilio takes a day, or a time in UTC to the second. */
export function readTime(
  given: Readonly<Record<string, string | undefined>>,
  name: string,
): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(text)) return Date.parse(text);
  throw badParameter(`${name} is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ`);
}

export function checkAccount(request: RoutedRequest, accountSid: string): void {
  if (request.param('account') !== accountSid) throw notFound(request.path);
}
