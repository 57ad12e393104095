import { ApiError, notFound } from '../../rest/api-error';
import { buildPageBody } from '../../rest/rest-request';
import type { ApiState } from '../api-state';
import type { StoredApplication } from '../application-store';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { checkAccount } from './calls';

const LIST_PATH = '/2010-04-01/Accounts/:account/Applications.json';
const ONE_PATH = '/2010-04-01/Accounts/:account/Applications/:application.json';

export const applicationRoutes: readonly Route[] = [
  { host: 'api.twilio.com', method: 'GET', path: LIST_PATH, handle: listApplications },
  { host: 'api.twilio.com', method: 'POST', path: LIST_PATH, handle: createApplication },
  { host: 'api.twilio.com', method: 'POST', path: ONE_PATH, handle: updateApplication },
];

/** The form's names and the fields that they set. */
const FIELDS = {
  FriendlyName: 'friendlyName',
  VoiceUrl: 'voiceUrl',
  VoiceMethod: 'voiceMethod',
  VoiceFallbackUrl: 'voiceFallbackUrl',
  VoiceFallbackMethod: 'voiceFallbackMethod',
  StatusCallback: 'statusCallback',
  StatusCallbackMethod: 'statusCallbackMethod',
} as const;

function listApplications(request: RoutedRequest, context: ApiState): ApiReply {
  checkAccount(request, context.account.accountSid);
  const name = request.query.get('FriendlyName');
  const found = context.applications
    .list()
    .filter(({ friendlyName }) => name === null || friendlyName === name)
    .map((application) => toJson(application, context));
  const pageSize = Number(request.query.get('PageSize') ?? context.settings.pageSize);
  const page = Number(request.query.get('Page') ?? 0);
  const uriOf = (index: number) => `${request.path}?PageSize=${pageSize}&Page=${index}`;
  return { status: 200, body: buildPageBody('applications', found, { page, pageSize, uriOf }) };
}

function createApplication(request: RoutedRequest, context: ApiState): ApiReply {
  checkAccount(request, context.account.accountSid);
  const application = context.applications.add(readFields(request));
  return { status: 201, body: toJson(application, context) };
}

function updateApplication(request: RoutedRequest, context: ApiState): ApiReply {
  checkAccount(request, context.account.accountSid);
  const application = context.applications.get(request.param('application'));
  if (application === undefined) throw notFound(request.path);
  Object.assign(application, readFields(request));
  return { status: 200, body: toJson(application, context) };
}

function readFields({ form }: RoutedRequest): Partial<StoredApplication> {
  for (const name of form.keys()) {
    if (!(name in FIELDS)) throw new ApiError(400, 20001, `Unknown parameter ${name}`);
  }
  const given = Object.entries(FIELDS).flatMap(([name, field]) => {
    const value = form.get(name);
    return value === null ? [] : [[field, value] as const];
  });
  return Object.fromEntries(given);
}

function toJson(application: StoredApplication, { account }: ApiState): Record<string, unknown> {
  const { accountSid } = account;
  const atRfc2822 = new Date(0).toUTCString().replace('GMT', '+0000');
  return {
    sid: application.sid,
    account_sid: accountSid,
    friendly_name: application.friendlyName,
    voice_url: application.voiceUrl,
    voice_method: application.voiceMethod,
    voice_fallback_url: application.voiceFallbackUrl,
    voice_fallback_method: application.voiceFallbackMethod,
    voice_caller_id_lookup: false,
    public_application_connect_enabled: false,
    status_callback: application.statusCallback,
    status_callback_method: application.statusCallbackMethod,
    sms_url: '',
    sms_method: 'POST',
    sms_fallback_url: '',
    sms_fallback_method: 'POST',
    sms_status_callback: '',
    message_status_callback: '',
    date_created: atRfc2822,
    date_updated: atRfc2822,
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Applications/${application.sid}.json`,
  };
}
