import { notFound } from '../api-error';
import { makeSid } from '../../formats/sid';
import { toRfc2822 } from '../../formats/rfc2822';
import type { AccountState } from '../../voice/network/account-state';
import {
  badParameter,
  readAddress,
  readParameters,
  readWhole,
  type RestReply,
  type RestRequest,
} from '../rest-request';
import type { RestRoute } from '../rest-server';

const MESSAGE_PARAMETERS = [
  ...['To', 'From', 'MessagingServiceSid', 'Body', 'StatusCallback', 'ValidityPeriod'],
];
const LONGEST_BODY = 1_600;
/** Twilio's default, and the longest. */
const LONGEST_VALID_SECONDS = 36_000;
const NUMBER_PATTERN = /^\+[1-9]\d{6,14}$/;

/** Routes of text messages, and of recordings, which can only be deleted. */
export function buildMessageAndRecordingRoutes(state: AccountState): RestRoute[] {
  return [
    { name: 'POST Messages', handle: (request) => sendMessage(request, state) },
    {
      name: 'DELETE Recordings/{sid}',
      handle: (request) => {
        if (!state.recordings.delete(request.param('sid'))) throw notFound(request.path);
        return { status: 204 };
      },
    },
  ];
}

function sendMessage(request: RestRequest, state: AccountState): RestReply {
  const { messages, options, deliverMessage } = state;
  const fields = readParameters(request.form, MESSAGE_PARAMETERS);
  const { To: to = '', Body: body = '', StatusCallback: callback } = fields;
  const { MessagingServiceSid: service } = fields;
  if (!NUMBER_PATTERN.test(to)) throw badParameter('To is not a valid phone number', 21211);
  const from = fields['From'] ?? findSender(service, options.ownedNumbers);
  if (options.ownedNumbers?.includes(from) !== true) {
    throw badParameter('From is not a phone number of this account', 21606);
  }
  if (body === '') throw badParameter('Message body is required', 21602);
  if (body.length > LONGEST_BODY) throw badParameter('Message body is too long', 21617);
  const validSeconds = readWhole('ValidityPeriod', fields['ValidityPeriod'], {
    ...{ from: 1, to: LONGEST_VALID_SECONDS, fallback: LONGEST_VALID_SECONDS },
  });
  const statusCallback = readAddress('StatusCallback', callback, 21609);
  const sid = makeSid('SM');
  const message = { sid, to, from, body, statusCallback, validSeconds };
  messages.push(message);
  deliverMessage(message);
  const at = toRfc2822(options.clock.now());
  const json = {
    sid,
    account_sid: options.accountSid,
    api_version: '2010-04-01',
    to,
    from,
    body,
    status: service === undefined ? 'queued' : 'accepted',
    direction: 'outbound-api',
    date_created: at,
    date_updated: at,
    date_sent: null,
    error_code: null,
    error_message: null,
    messaging_service_sid: service ?? null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: null,
    uri: `/2010-04-01/Accounts/${options.accountSid}/Messages/${sid}.json`,
    subresource_uris: {},
  };
  return { status: 201, body: json };
}

/** A messaging service has numbers of the account, and chooses one. */
function findSender(service: string | undefined, ownedNumbers: readonly string[] = []): string {
  if (service === undefined) throw badParameter("A 'From' phone number is required.", 21603);
  if (!/^MG[0-9a-f]{32}$/.test(service)) {
    throw badParameter('MessagingServiceSid is invalid', 21701);
  }
  return ownedNumbers[0] ?? '';
}
