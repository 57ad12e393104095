import { describeError, type Logger } from '../log/logger';
import type { SmsMessage, VoicemailRest } from '../twilio/rest';
import type { Delivery, Webhook } from '../webhooks/send';
import type { Secret } from '../config/secret';
import type { SignedNotice } from './notices';

/** What delivering notices needs of its request. */
export interface DeliveryContext {
  readonly rest: Pick<VoicemailRest, 'sendSms'>;
  readonly findSecret: (name: string) => Secret | undefined;
  readonly send: (webhook: Webhook, secret: Secret) => Promise<Delivery>;
  readonly log: Logger;
}

/** Sends all notices at once; never throws. Each that does not arrive leaves an error in the log. */
export async function deliverNotices(
  notices: { readonly sms: readonly SmsMessage[]; readonly webhook: SignedNotice | undefined },
  context: DeliveryContext,
): Promise<void> {
  await Promise.all([
    ...notices.sms.map((message) => deliverSms(message, context)),
    ...(notices.webhook === undefined ? [] : [deliverWebhook(notices.webhook, context)]),
  ]);
}

async function deliverSms(message: SmsMessage, { rest, log }: DeliveryContext): Promise<void> {
  try {
    await rest.sendSms(message);
    log.info('voicemail.sms_sent', 'The tenant is told by SMS', { to: message.to });
  } catch (error) {
    const fields = { to: message.to, ...describeError(error) };
    log.error('voicemail.sms_failed', 'The SMS to the tenant could not be sent', fields);
  }
}

async function deliverWebhook(
  { webhook, secretEnv }: SignedNotice,
  { findSecret, send, log }: DeliveryContext,
): Promise<void> {
  const { type } = webhook;
  const { host } = new URL(webhook.url);
  const secret = findSecret(secretEnv);
  if (secret === undefined) {
    const message = `The webhook is not sent: ${secretEnv} is not set or not usable`;
    log.error('voicemail.webhook_unsigned', message, { type, host });
    return;
  }
  const { delivered, tries, problem } = await send(webhook, secret);
  if (delivered) log.info('voicemail.webhook_sent', 'The tenant is told', { type, host, tries });
  else {
    const fields = { type, host, tries, problem };
    log.error('voicemail.webhook_failed', 'The webhook did not arrive', fields);
  }
}
