import { describeError } from '../log/logger';
import {
  deliverWebhook,
  type NotificationServices,
  type SignedNotification,
} from './deliver-webhook';
import type { SmsMessage, VoicemailRest } from '../twilio/rest';

export interface DeliveryServices extends NotificationServices {
  readonly rest: Pick<VoicemailRest, 'sendSms'>;
}

/**
 * Sends all notifications at once; never throws. Each one that does not arrive leaves an error in
 * the log.
 */
export async function deliverNotifications(
  notifications: {
    readonly sms: readonly SmsMessage[];
    readonly webhook: SignedNotification | undefined;
  },
  context: DeliveryServices,
): Promise<void> {
  await Promise.all([
    ...notifications.sms.map((message) => deliverSms(message, context)),
    ...(notifications.webhook === undefined
      ? []
      : [deliverWebhook(notifications.webhook, 'voicemail', context)]),
  ]);
}

async function deliverSms(message: SmsMessage, { rest, log }: DeliveryServices): Promise<void> {
  try {
    await rest.sendSms(message);
    log.info('voicemail.sms_sent', 'The tenant is notified by SMS', { to: message.to });
  } catch (error) {
    const fields = { to: message.to, ...describeError(error) };
    log.error('voicemail.sms_failed', 'The SMS to the tenant could not be sent', fields);
  }
}
