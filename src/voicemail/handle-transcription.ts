import type { Tenant } from '../tenants/tenant';
import type { Transcription } from '../twilio/recording';
import {
  deliverNotifications,
  type DeliveryServices,
} from '../notifications/deliver-notifications';
import { planTranscribedWebhook } from '../notifications/plan-recording-notifications';

/** Sends the transcription of a message to the tenant. A transcription that failed is no error. */
export async function handleTranscription(
  tenant: Tenant,
  { status, text, recordingSid, ...call }: Transcription,
  context: DeliveryServices,
): Promise<void> {
  const isUsable = status === 'completed' && text !== '' && recordingSid !== undefined;
  context.log.info('voicemail.transcription', 'Twilio has transcribed a message', {
    status,
    isUsable,
  });
  if (!isUsable) return;
  const webhook = planTranscribedWebhook(tenant, { ...call, recordingSid }, text);
  await deliverNotifications({ sms: [], webhook }, context);
}
