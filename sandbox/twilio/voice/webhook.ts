import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

/** Parameters of a webhook, as they are posted and signed. */
export type WebhookForm = Readonly<Record<string, string>>;

/** Where a number is from, as Twilio reports it; '' = not known. */
export interface NumberOrigin {
  /** Two capital letters. */
  readonly country: string;
  readonly state: string;
  readonly city: string;
}

/** Whose call the webhook is about. */
export interface CallParties {
  readonly accountSid: string;
  readonly callSid: string;
  /** As Twilio would send it; may be a word, a SIP address or empty. */
  readonly from: string;
  readonly to: string;
  /**
   * What is known of whose number `from` is; '' = nothing. Default: its carrier vouches for it.
   */
  readonly stirVerstat?: string | undefined;
  /** The leg that dialled this one. */
  readonly parentCallSid?: string;
  /** Set when a REST request made the leg. */
  readonly direction?: 'outbound-api';
  /** The caller's. Default Washington, DC. */
  readonly origin?: NumberOrigin | undefined;
}

const WASHINGTON: NumberOrigin = { country: 'US', state: 'DC', city: 'WASHINGTON' };

/** Returns the form of a voice webhook with everything that real ones carry. */
export function buildVoiceForm(parties: CallParties): WebhookForm {
  const { accountSid, callSid, from, to, parentCallSid, direction } = parties;
  const { country, state, city } = parties.origin ?? WASHINGTON;
  const { stirVerstat = ATTESTED } = parties;
  if (direction !== undefined) return { ...buildOutboundForm(parties), Direction: direction };
  if (parentCallSid !== undefined) {
    return { ...buildOutboundForm(parties), ParentCallSid: parentCallSid };
  }
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: 'ringing',
    CallToken: buildCallToken(callSid),
    Direction: 'inbound',
    From: from,
    Caller: from,
    To: to,
    Called: to,
    FromCity: city,
    FromState: state,
    FromZip: '',
    FromCountry: country,
    CallerCity: city,
    CallerState: state,
    CallerZip: '',
    CallerCountry: country,
    ToCity: '',
    ToState: '',
    ToZip: '',
    ToCountry: 'US',
    CalledCity: '',
    CalledState: '',
    CalledZip: '',
    CalledCountry: 'US',
    ...(stirVerstat === '' ? {} : { StirVerstat: stirVerstat }),
  };
}

/** What Twilio says of a number that its carrier vouches for. */
export const ATTESTED = 'TN-Validation-Passed-A';

/** Returns the token that lets a REST request show this call's caller as its own. */
export function buildCallToken(callSid: string): string {
  const payload = Buffer.from(callSid).toString('base64url');
  return JSON.stringify({
    parentCallInfoToken: `eyJhbGciOiJFUzI1NiJ9.${payload}`,
    identityHeaderTokens: [],
  });
}

/** An outbound leg has neither a CallToken nor an attestation. */
function buildOutboundForm({ accountSid, callSid, from, to }: CallParties): WebhookForm {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: 'queued',
    Direction: 'outbound-dial',
    From: from,
    Caller: from,
    To: to,
    Called: to,
  };
}

export interface WebhookAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly durationMs: number;
}

/** Sends a signed webhook; by default over the network. */
export type PostWebhook = typeof postWebhook;

/** Twilio gives up on a webhook after this. */
const WEBHOOK_TIMEOUT_MS = 15_000;

/**
 * Posts a webhook signed as Twilio signs.
 *
 * @param more - headers that Twilio does not send
 * @throws when there is no answer within 15 s
 */
export async function postWebhook(
  url: string,
  form: WebhookForm,
  authToken: string,
  more: Readonly<Record<string, string>> = {},
): Promise<WebhookAnswer> {
  const type = 'application/x-www-form-urlencoded; charset=UTF-8';
  const headers = { ...more, ...buildHeaders(url, form, authToken), 'Content-Type': type };
  const body = new URLSearchParams(form).toString();
  return exchange((settings) => axios.post<string>(url, body, { ...settings, headers }));
}

/** Asks for a URL, its parameters in the query, signed as Twilio signs; by default over the network. */
export type GetWebhook = typeof getWebhook;

/** Gets a URL signed as Twilio signs. @throws when there is no answer within 15 s */
export async function getWebhook(
  url: string,
  authToken: string,
  more: Readonly<Record<string, string>> = {},
): Promise<WebhookAnswer> {
  const headers = { ...more, ...buildHeaders(url, {}, authToken) };
  return exchange((settings) => axios.get<string>(url, { ...settings, headers }));
}

function buildHeaders(url: string, form: WebhookForm, authToken: string) {
  return {
    'User-Agent': 'TwilioProxy/1.1',
    'X-Twilio-Signature': getExpectedTwilioSignature(authToken, url, form),
  };
}

async function exchange(
  send: (settings: AxiosRequestConfig) => Promise<AxiosResponse<string>>,
): Promise<WebhookAnswer> {
  const startedAtMs = performance.now();
  const response = await send({
    responseType: 'text',
    transformResponse: [],
    proxy: false,
    timeout: WEBHOOK_TIMEOUT_MS,
    validateStatus: () => true,
  });
  return {
    status: response.status,
    contentType: String(response.headers['content-type'] ?? ''),
    body: response.data,
    durationMs: Math.round(performance.now() - startedAtMs),
  };
}
