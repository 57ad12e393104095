import { runOnce } from '../bounds/run-once';
import { deliverWebhook } from '../notifications/deliver-webhook';
import type { Tenant } from '../tenants/tenant';
import type { RecordingStatus } from '../twilio/recording';
import { planCallRecordingWebhook } from '../notifications/plan-recording-notifications';
import {
  answerAfter,
  type HandledCallback,
  readCaller,
  type RecordingServices,
} from '../voicemail/handle-recording';

/** Logs the recording of a call and notifies the tenant if it wants that. Never throws. */
export async function handleCallRecording(
  tenant: Tenant,
  { status, durationSeconds, recordingSid, callSid, calledNumber }: RecordingStatus,
  context: RecordingServices,
): Promise<HandledCallback> {
  const write = status === 'failed' ? context.log.error : context.log.info;
  write('recording.status', 'Twilio reports a call recording', {
    status,
    durationSeconds,
    recordingSid,
  });
  const isWanted = tenant.recording?.notify?.webhook !== undefined;
  if (status !== 'completed' || recordingSid === undefined || !isWanted) return 'done';

  const outcome = await runOnce(
    `recording.${recordingSid}`,
    tenant.id,
    context.bounds,
    async () => {
      const caller = await readCaller(callSid, context);
      const message = { callSid, recordingSid, durationSeconds, calledNumber, caller };
      const notification = planCallRecordingWebhook(tenant, message);
      if (notification !== undefined) await deliverWebhook(notification, 'recording', context);
      return true;
    },
  );
  return answerAfter(outcome);
}
