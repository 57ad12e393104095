import { ApiError, notFound } from '../api-error';
import { toRfc2822 } from '../../formats/rfc2822';
import { type AccountState, countLiveCalls, listCallers } from '../../voice/network/account-state';
import { isOver, type NetworkCall } from '../../voice/network/network-call';
import {
  badParameter,
  buildRestPage,
  readParameters,
  readWhole,
  readWord,
  type RestReply,
  type RestRequest,
} from '../rest-request';
import type { RestRoute } from '../rest-server';
import { ATTESTED } from '../../voice/webhook';
import { LONGEST_SECONDS, readCallForm, readSource } from './call-form';

const LIST_PARAMETERS = [
  'To',
  'From',
  'ParentCallSid',
  'Status',
  'StartTime',
  'StartTime<',
  'StartTime>',
  'EndTime',
  'EndTime<',
  'EndTime>',
  'PageSize',
  'Page',
  'PageToken',
];

/** Twilio knows more of them; nothing here would obey those. */
const UPDATE_PARAMETERS = ['Url', 'Twiml', 'Method', 'Status', 'TimeLimit'];

const NOT_IN_PROGRESS = new ApiError(400, 21220, 'Call is not in-progress. Cannot redirect.');

export function buildCallRoutes(state: AccountState): RestRoute[] {
  return [
    { name: 'POST Calls', handle: (request) => createCall(request, state) },
    { name: 'GET Calls', handle: (request) => listCalls(request, state) },
    {
      name: 'GET Calls/{sid}',
      handle: (request) => ({ status: 200, body: toJson(getCall(request, state)) }),
    },
    { name: 'POST Calls/{sid}', handle: (request) => updateCall(request, state) },
  ];
}

function createCall(request: RestRequest, state: AccountState): RestReply {
  const { call, caller } = readCallForm(request, state);
  const { accountLegLimit = Infinity } = state.options;
  if (countLiveCalls(state) >= accountLegLimit) {
    throw new ApiError(429, 10004, 'Call concurrency limit exceeded');
  }
  const callers = listCallers(state);
  // Without a token nothing says for whom the leg is, unless there is one caller only.
  const created = state.createCall(call, caller ?? (callers.length === 1 ? callers[0] : undefined));
  return { status: 201, body: toJson(created) };
}

function listCalls(request: RestRequest, { calls }: AccountState): RestReply {
  const wanted = readParameters(request.query, LIST_PARAMETERS);
  const shown = [...calls.values()].reverse().filter((call) => {
    const { from, to, parentCallSid } = call.leg.parties;
    return (
      is(wanted['To'], to) &&
      is(wanted['From'], from) &&
      is(wanted['ParentCallSid'], parentCallSid) &&
      is(wanted['Status'], call.status) &&
      isWithin('StartTime', wanted, call.startedAt) &&
      isWithin('EndTime', wanted, call.endedAt)
    );
  });
  return buildRestPage(request, 'calls', shown.map(toJson));
}

function is(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted === found;
}

/** `<` and `>` include the time itself; a day alone is its first moment. */
function isWithin(
  name: string,
  wanted: Readonly<Record<string, string | undefined>>,
  at: Date | undefined,
): boolean {
  const [on, before, after] = [wanted[name], wanted[`${name}<`], wanted[`${name}>`]];
  if (on === undefined && before === undefined && after === undefined) return true;
  if (at === undefined) return false;
  return (
    (on === undefined || at.toISOString().startsWith(on.slice(0, 10))) &&
    (before === undefined || at.getTime() <= readTimeMs(name, before)) &&
    (after === undefined || at.getTime() >= readTimeMs(name, after))
  );
}

function readTimeMs(name: string, text: string): number {
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs)) throw badParameter(`${name} is not a time`);
  return timeMs;
}

function updateCall(request: RestRequest, state: AccountState): RestReply {
  const call = getCall(request, state);
  const fields = readParameters(request.form, UPDATE_PARAMETERS);
  if (fields['Url'] !== undefined && fields['Twiml'] !== undefined) {
    throw badParameter('Url and Twiml are exclusive');
  }
  const source = readSource(fields);
  const status = readWord('Status', fields['Status'], ['canceled', 'completed']);
  if (isOver(call)) throw NOT_IN_PROGRESS;
  if (fields['TimeLimit'] !== undefined) limit(call, fields['TimeLimit']);
  if (status !== undefined) end(call, status, state);
  else if (source === undefined) {
    if (fields['TimeLimit'] === undefined) throw badParameter('nothing to update');
  } else if (call.status !== 'in-progress') throw NOT_IN_PROGRESS;
  else call.interrupt(source);
  return { status: 200, body: toJson(call) };
}

function limit(call: NetworkCall, text: string): void {
  const seconds = readWhole('TimeLimit', text, { from: 1, to: LONGEST_SECONDS, fallback: 0 });
  // Nobody limits a caller's own call here.
  if (call.limitTo === undefined) throw badParameter('TimeLimit of an incoming call');
  call.limitTo(seconds * 1_000);
}

/** What becomes of a leg that is completed before it is answered is not documented: canceled here. */
function end(call: NetworkCall, status: 'canceled' | 'completed', state: AccountState): void {
  const isAnswered = call.status === 'in-progress';
  if (!isAnswered) call.cancel();
  else if (status === 'completed') {
    state.hungUpByApi.add(call.sid);
    call.interrupt('hangup');
  } else if (state.branches.cancelOfAnswered === 'refused') throw NOT_IN_PROGRESS;
}

function getCall(request: RestRequest, { calls }: AccountState): NetworkCall {
  const call = calls.get(request.param('sid'));
  if (call === undefined) throw notFound(request.path);
  return call;
}

function toJson(call: NetworkCall): object {
  const { accountSid, from, to, parentCallSid, stirVerstat = ATTESTED } = call.leg.parties;
  const date = (at: Date | undefined) => (at === undefined ? null : toRfc2822(at));
  return {
    sid: call.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    parent_call_sid: parentCallSid ?? null,
    to,
    to_formatted: to,
    from,
    from_formatted: from,
    status: call.status,
    direction: call.direction,
    answered_by: call.answeredBy ?? null,
    date_created: date(call.createdAt),
    date_updated: date(call.endedAt ?? call.startedAt ?? call.createdAt),
    start_time: date(call.startedAt),
    end_time: date(call.endedAt),
    duration: call.durationSeconds === undefined ? null : String(call.durationSeconds),
    price: null,
    price_unit: 'USD',
    forwarded_from: null,
    caller_name: null,
    group_sid: null,
    phone_number_sid: '',
    queue_time: '0',
    stir_verstat: call.direction === 'inbound' ? stirVerstat || null : null,
    trunk_sid: null,
    annotation: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}.json`,
    subresource_uris: {},
  };
}
