import type { ApiState } from '../api-state';
import { ApiError, notFound } from '../../rest/api-error';
import { buildPageBody } from '../../rest/rest-request';
import type { StoredPhoneNumber } from '../phone-number-store';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { checkAccount } from './calls';

const LIST_PATH = '/2010-04-01/Accounts/:account/IncomingPhoneNumbers.json';
const ONE_PATH = '/2010-04-01/Accounts/:account/IncomingPhoneNumbers/:number';

export const phoneNumberRoutes: readonly Route[] = [
  { host: 'api.twilio.com', method: 'GET', path: LIST_PATH, handle: listNumbers },
  { host: 'api.twilio.com', method: 'GET', path: ONE_PATH, handle: fetchNumber },
  { host: 'api.twilio.com', method: 'POST', path: ONE_PATH, handle: updateNumber },
];

const MAX_PAGE_SIZE = 1000;

/** The form's names and the fields that they set. */
const UPDATABLE = {
  FriendlyName: 'friendlyName',
  VoiceUrl: 'voiceUrl',
  VoiceMethod: 'voiceMethod',
  VoiceFallbackUrl: 'voiceFallbackUrl',
  VoiceFallbackMethod: 'voiceFallbackMethod',
  StatusCallback: 'statusCallback',
  StatusCallbackMethod: 'statusCallbackMethod',
  VoiceApplicationSid: 'voiceApplicationSid',
  TrunkSid: 'trunkSid',
} as const;

function listNumbers(
  request: RoutedRequest,
  { account, phoneNumbers, settings }: ApiState,
): ApiReply {
  checkAccount(request, account.accountSid);
  const wanted = request.query.get('PhoneNumber');
  const all = phoneNumbers
    .list()
    .filter(({ phoneNumber }) => wanted === null || phoneNumber === wanted);
  const pageSize = Math.min(
    Number(request.query.get('PageSize') ?? settings.pageSize),
    MAX_PAGE_SIZE,
  );
  const page = Number(request.query.get('Page') ?? 0);
  const uriOf = (index: number) => `${request.path}?PageSize=${pageSize}&Page=${index}`;
  const json = all.map((number) => toJson(number, account.accountSid));
  return {
    status: 200,
    body: buildPageBody('incoming_phone_numbers', json, { page, pageSize, uriOf }),
  };
}

function fetchNumber(request: RoutedRequest, context: ApiState): ApiReply {
  return {
    status: 200,
    body: toJson(getNumber(request, context), context.account.accountSid),
  };
}

function updateNumber(request: RoutedRequest, context: ApiState): ApiReply {
  const number = getNumber(request, context);
  const updated = { ...number };
  for (const [name, field] of Object.entries(UPDATABLE)) {
    const value = request.form.get(name);
    if (value !== null) updated[field] = value;
  }
  // Each of the two deletes the other.
  if (request.form.get('TrunkSid')) updated.voiceApplicationSid = '';
  else if (request.form.get('VoiceApplicationSid')) updated.trunkSid = '';
  if (updated.voiceFallbackUrl !== '' && updated.voiceUrl === '') {
    throw new ApiError(400, 21405, 'VoiceFallbackUrl cannot be set without VoiceUrl');
  }
  Object.assign(number, updated);
  return { status: 200, body: toJson(number, context.account.accountSid) };
}

function getNumber(request: RoutedRequest, context: ApiState): StoredPhoneNumber {
  checkAccount(request, context.account.accountSid);
  const number = context.phoneNumbers.get(request.param('number').replace(/\.json$/, ''));
  if (number === undefined) throw notFound(request.path);
  return number;
}

function toJson(number: StoredPhoneNumber, accountSid: string): Record<string, unknown> {
  const atRfc2822 = new Date(0).toUTCString().replace('GMT', '+0000');
  return {
    sid: number.sid,
    account_sid: accountSid,
    friendly_name: number.friendlyName,
    phone_number: number.phoneNumber,
    voice_url: number.voiceUrl,
    voice_method: number.voiceMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_caller_id_lookup: false,
    voice_application_sid: number.voiceApplicationSid,
    voice_receive_mode: 'voice',
    trunk_sid: number.trunkSid === '' ? null : number.trunkSid,
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    sms_url: number.smsUrl,
    sms_method: 'POST',
    sms_fallback_url: '',
    sms_fallback_method: 'POST',
    sms_application_sid: '',
    date_created: atRfc2822,
    date_updated: atRfc2822,
    address_requirements: 'none',
    address_sid: null,
    identity_sid: null,
    bundle_sid: null,
    beta: false,
    capabilities: { voice: true, sms: number.canText, mms: true, fax: false },
    origin: 'twilio',
    status: 'in-use',
    type: 'local',
    emergency_status: 'Active',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}
