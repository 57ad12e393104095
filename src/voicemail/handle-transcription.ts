import { answerAfter, type HandledCallback, type RecordingServices } from './handle-recording';
import type { Tenant } from '../tenants/tenant';
import type { Transcription } from '../twilio/recording';
import { deliverWebhook } from '../notifications/deliver-webhook';
import { runOnce } from '../bounds/run-once';
import { planTranscribedWebhook } from '../notifications/plan-recording-notifications';

/** Sends the transcription of a message to the tenant, once. A transcription that failed is no error. */
export async function handleTranscription(
  tenant: Tenant,
  { status, text, recordingSid, ...call }: Transcription,
  context: RecordingServices,
): Promise<HandledCallback> {
  const isUsable = status === 'completed' && text !== '' && recordingSid !== undefined;
  context.log.info('voicemail.transcription', 'Twilio has transcribed a message', {
    status,
    isUsable,
  });
  if (!isUsable) return 'done';
  const webhook = planTranscribedWebhook(tenant, { ...call, recordingSid }, text);
  if (webhook === undefined) return 'done';
  const outcome = await runOnce(
    `transcription.${recordingSid}`,
    tenant.id,
    context.bounds,
    async () => {
      await deliverWebhook(webhook, 'voicemail', context);
      return true;
    },
  );
  return answerAfter(outcome);
}
