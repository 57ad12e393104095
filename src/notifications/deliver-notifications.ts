import { describeError } from '../log/logger';
import { deliverWebhook, type NoticeContext, type SignedNotice } from './deliver-webhook';
import type { SmsMessage, VoicemailRest } from '../twilio/rest';

/** What delivering notices needs of its request. */
export interface DeliveryContext extends NoticeContext {
  readonly rest: Pick<VoicemailRest, 'sendSms'>;
}

/** Sends all notices at once; never throws. Each that does not arrive leaves an error in the log. */
export async function deliverNotices(
  notices: { readonly sms: readonly SmsMessage[]; readonly webhook: SignedNotice | undefined },
  context: DeliveryContext,
): Promise<void> {
  await Promise.all([
    ...notices.sms.map((message) => deliverSms(message, context)),
    ...(notices.webhook === undefined
      ? []
      : [deliverWebhook(notices.webhook, 'voicemail', context)]),
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
