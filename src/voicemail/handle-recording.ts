import { describeError, type Logger } from '../log/logger';
import { type Caller, parseCaller } from '../phone/caller';
import type { Tenant } from '../tenants/tenant';
import type { RecordingStatus } from '../twilio/recording';
import type { VoicemailRest } from '../twilio/rest';
import {
  deliverNotifications,
  type DeliveryServices,
} from '../notifications/deliver-notifications';
import { isMessage } from './classify-recording';
import { planRecordedWebhook, planSms } from '../notifications/plan-recording-notifications';

export interface RecordingServices extends DeliveryServices {
  readonly rest: VoicemailRest;
}

/** Notifies the tenant of a message; deletes a recording that holds none. Never throws. */
export async function handleRecording(
  tenant: Tenant,
  recording: RecordingStatus,
  context: RecordingServices,
): Promise<void> {
  const { status, durationSeconds, recordingSid, callSid, calledNumber } = recording;
  const { log } = context;
  log.info('voicemail.recording', 'A recording has ended', {
    status,
    durationSeconds,
    recordingSid,
  });
  if (status !== 'completed' || recordingSid === undefined) return;
  if (!isMessage(recording)) return discard(recordingSid, context);

  const caller = await readCaller(callSid, context);
  const message = { callSid, recordingSid, durationSeconds, calledNumber, caller };
  await deliverNotifications(
    { sms: planSms(tenant, message), webhook: planRecordedWebhook(tenant, message) },
    context,
  );
}

/** Nobody needs silence, and a silent caller did not mean to be recorded. */
async function discard(recordingSid: string, { rest, log }: RecordingServices): Promise<void> {
  try {
    await rest.deleteRecording(recordingSid);
    log.info('voicemail.discarded', 'A silent recording is deleted', { recordingSid });
  } catch (error) {
    const fields = { recordingSid, ...describeError(error) };
    log.warn('voicemail.not_discarded', 'A silent recording could not be deleted', fields);
  }
}

/** Twilio's callback names no caller. A notification without a number is better than none. */
export async function readCaller(
  callSid: string,
  { rest, log }: { readonly rest: VoicemailRest; readonly log: Logger },
): Promise<Caller> {
  try {
    return parseCaller(await rest.readFrom(callSid));
  } catch (error) {
    log.warn('voicemail.caller_unknown', 'Twilio does not say who called', describeError(error));
    return { kind: 'withheld' };
  }
}
