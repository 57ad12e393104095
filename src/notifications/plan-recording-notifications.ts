import { type Caller, findShownNumber } from '../phone/caller';
import { writeSentence } from '../speech/sentences';
import type { SignedNotification } from './deliver-webhook';
import type { SignedWebhook } from '../tenants/schema-parts';
import type { Tenant } from '../tenants/tenant';
import type { SmsMessage } from '../twilio/rest';
import type { Webhook } from '../webhooks/send';

export interface VoicemailMessage {
  readonly callSid: string;
  readonly recordingSid: string;
  /** Undefined if Twilio did not say. */
  readonly durationSeconds: number | undefined;
  /** The tenant's number; empty if there was none. */
  readonly calledNumber: string;
  readonly caller: Caller;
}

/** What a text message says of a voicemail. */
type SmsFacts = Omit<VoicemailMessage, 'recordingSid'>;

/**
 * Returns the text messages that notify the tenant of a voicemail. They contain a link to Twilio's
 * Console, which asks for a login, and the caller's number, so that the tenant can call back.
 */
export function planSms(
  tenant: Tenant,
  message: SmsFacts,
  name: 'messageNotification' | 'messageLost' | 'messagesMany' = 'messageNotification',
): SmsMessage[] {
  const { to = [], from = message.calledNumber } = tenant.voicemail?.notify?.sms ?? {};
  const { caller, durationSeconds, callSid } = message;
  const number = findShownNumber(caller);
  const body = writeSentence(name, tenant)
    .replaceAll('{{caller}}', () => number ?? writeSentence('unknownCaller', tenant))
    .replaceAll('{{seconds}}', durationSeconds === undefined ? '?' : String(durationSeconds))
    .replaceAll('{{link}}', () => buildConsoleUrl(callSid));
  return to.map((recipient) => ({ from, to: recipient, body }));
}

/** Returns the webhook that notifies the tenant of a voicemail; undefined if it wants none. */
export function planRecordedWebhook(
  tenant: Tenant,
  message: VoicemailMessage,
): SignedNotification | undefined {
  const target = tenant.voicemail?.notify?.webhook;
  const data = describeRecording(message);
  return planWebhook(tenant, target, message, { type: 'voicemail.recorded', data });
}

/** Returns the webhook that tells the tenant that a voicemail was lost; undefined if it wants none. */
export function planLostWebhook(tenant: Tenant, message: SmsFacts): SignedNotification | undefined {
  const target = tenant.voicemail?.notify?.webhook;
  const { callSid } = message;
  const data = { consoleUrl: buildConsoleUrl(callSid) };
  // There is one for each call: Twilio may name no recording.
  const known = { ...message, recordingSid: callSid };
  return planWebhook(tenant, target, known, { type: 'voicemail.lost', data });
}

/** Returns the webhook that notifies the tenant of a recorded call; undefined if it wants none. */
export function planCallRecordingWebhook(
  tenant: Tenant,
  message: VoicemailMessage,
): SignedNotification | undefined {
  const target = tenant.recording?.notify?.webhook;
  const data = describeRecording(message);
  return planWebhook(tenant, target, message, { type: 'recording.completed', data });
}

function describeRecording({ recordingSid, durationSeconds, callSid }: VoicemailMessage) {
  return {
    recordingSid,
    durationSeconds: durationSeconds ?? null,
    consoleUrl: buildConsoleUrl(callSid),
  };
}

/**
 * Returns the webhook with the transcription of a voicemail; undefined if the tenant wants none.
 */
export function planTranscribedWebhook(
  tenant: Tenant,
  message: Omit<VoicemailMessage, 'durationSeconds'>,
  text: string,
): SignedNotification | undefined {
  const { recordingSid } = message;
  const target = tenant.voicemail?.notify?.webhook;
  const data = { recordingSid, text };
  return planWebhook(tenant, target, message, { type: 'voicemail.transcribed', data });
}

function planWebhook(
  tenant: Tenant,
  target: SignedWebhook | undefined,
  { recordingSid, callSid, calledNumber, caller }: Omit<VoicemailMessage, 'durationSeconds'>,
  { type, data }: Pick<Webhook, 'type' | 'data'>,
): SignedNotification | undefined {
  if (target === undefined) return undefined;
  const call = {
    tenantId: tenant.id,
    callSid,
    calledNumber: calledNumber === '' ? null : calledNumber,
    callerNumber: findShownNumber(caller) ?? null,
  };
  return {
    tenantId: tenant.id,
    webhook: { url: target.url, id: `${type}.${recordingSid}`, type, data: { ...call, ...data } },
    secretEnv: target.secretEnv,
  };
}

/** The page of a call with its recordings, behind a login. No recording is public. */
function buildConsoleUrl(callSid: string): string {
  return `https://console.twilio.com/us1/monitor/logs/calls/${callSid}`;
}
