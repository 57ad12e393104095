import type { Secret } from '../config/secret';
import type { Logger } from '../log/logger';
import type { Delivery, Webhook } from '../webhooks/send';

/** A notification to a tenant, and the variable whose secret signs it. */
export interface SignedNotification {
  readonly webhook: Webhook;
  readonly secretEnv: string;
}

export interface NotificationServices {
  readonly findSecret: (name: string) => Secret | undefined;
  readonly send: (webhook: Webhook, secret: Secret) => Promise<Delivery>;
  readonly log: Logger;
}

/**
 * What became of a notification. `unsigned`: there is no secret to sign it with, so it was not
 * sent.
 */
export type NotificationOutcome = 'delivered' | 'refused' | 'failed' | 'unsigned';

/** Signs notifications that name no secret of their own. */
export const DEFAULT_SECRET_ENV = 'SWITCHBOARD_WEBHOOK_SECRET';

/**
 * Sends a notification; never throws. One that does not arrive leaves an error in the log.
 * @param name Prefix of the log events.
 */
export async function deliverWebhook(
  { webhook, secretEnv }: SignedNotification,
  name: 'voicemail' | 'recording' | 'report',
  { findSecret, send, log }: NotificationServices,
): Promise<NotificationOutcome> {
  const { type } = webhook;
  const { host } = new URL(webhook.url);
  const secret = findSecret(secretEnv);
  if (secret === undefined) {
    const message = `The webhook is not sent: ${secretEnv} is not set or not usable`;
    log.error(`${name}.webhook_unsigned`, message, { type, host });
    return 'unsigned';
  }
  const delivery = await send(webhook, secret);
  const { tries, problem } = delivery;
  if (delivery.delivered) {
    log.info(`${name}.webhook_sent`, 'The tenant is notified', { type, host, tries });
    return 'delivered';
  }
  const fields = { type, host, tries, problem };
  log.error(`${name}.webhook_failed`, 'The webhook did not arrive', fields);
  return delivery.isRefused ? 'refused' : 'failed';
}
