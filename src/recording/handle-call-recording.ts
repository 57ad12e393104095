import { deliverWebhook } from '../notifications/deliver-webhook';
import type { Tenant } from '../tenants/tenant';
import type { RecordingStatus } from '../twilio/recording';
import { planCallRecordingWebhook } from '../notifications/plan-recording-notifications';
import { readCaller, type RecordingContext } from '../voicemail/handle-recording';

/** Leaves a line about the recording of a call, and tells the tenant of it who wants it. Never throws. */
export async function takeCallRecording(
  tenant: Tenant,
  { status, durationSeconds, recordingSid, callSid, calledNumber }: RecordingStatus,
  context: RecordingContext,
): Promise<void> {
  const write = status === 'failed' ? context.log.error : context.log.info;
  write('recording.status', 'Twilio tells of the recording of a call', {
    status,
    durationSeconds,
    recordingSid,
  });
  const isWanted = tenant.recording?.notify?.webhook !== undefined;
  if (status !== 'completed' || recordingSid === undefined || !isWanted) return;

  const caller = await readCaller(callSid, context);
  const message = { callSid, recordingSid, durationSeconds, calledNumber, caller };
  const notice = planCallRecordingWebhook(tenant, message);
  if (notice !== undefined) await deliverWebhook(notice, 'recording', context);
}
