import { spend } from '../bounds/hourly';
import { runOnce, type RunOnceServices, type RunOutcome } from '../bounds/run-once';
import { describeError, type Logger } from '../log/logger';
import { type Caller, parseCaller } from '../phone/caller';
import type { Tenant } from '../tenants/tenant';
import type { RecordingStatus } from '../twilio/recording';
import type { SmsMessage, VoicemailRest } from '../twilio/rest';
import {
  deliverNotifications,
  type DeliveryServices,
} from '../notifications/deliver-notifications';
import { isMessage, isMessageLost } from './classify-recording';
import {
  planLostWebhook,
  planRecordedWebhook,
  planSms,
} from '../notifications/plan-recording-notifications';

export interface RecordingServices extends DeliveryServices {
  readonly rest: VoicemailRest;
  /** For what is counted across calls. */
  readonly bounds: RunOnceServices;
}

/** What Twilio gets: that the callback is accepted, or that it should be sent again. */
export type HandledCallback = 'done' | 'again';

/** Another container may die while it notifies somebody. */
export function answerAfter(outcome: RunOutcome): HandledCallback {
  return outcome === 'under-way' ? 'again' : 'done';
}

/** Notifies the tenant of a message; deletes a recording that holds none. Never throws. */
export async function handleRecording(
  tenant: Tenant,
  recording: RecordingStatus,
  context: RecordingServices,
): Promise<HandledCallback> {
  const { status, durationSeconds, recordingSid, callSid, calledNumber } = recording;
  const { log } = context;
  const isLost = isMessageLost(recording);
  const write = isLost ? log.warn : log.info;
  write('voicemail.recording', 'A recording has ended', {
    status,
    durationSeconds,
    recordingSid,
  });
  if (isLost) {
    const lost = { callSid, durationSeconds, calledNumber };
    return notify(tenant, { ...lost, name: 'messageLost', id: `lost.${callSid}` }, context);
  }
  if (status !== 'completed' || recordingSid === undefined) return 'done';
  if (!isMessage(recording)) {
    await discard(recordingSid, context);
    return 'done';
  }
  const message = { callSid, recordingSid, durationSeconds, calledNumber };
  const id = `voicemail.${recordingSid}`;
  return notify(tenant, { ...message, name: 'messageNotification', id }, context);
}

interface Report {
  readonly callSid: string;
  readonly durationSeconds: number | undefined;
  readonly calledNumber: string;
  readonly recordingSid?: string;
  readonly name: 'messageNotification' | 'messageLost';
  /** Names what happened: of two callbacks about it the second notifies nobody. */
  readonly id: string;
}

async function notify(
  tenant: Tenant,
  report: Report,
  context: RecordingServices,
): Promise<HandledCallback> {
  const { sms, webhook } = tenant.voicemail?.notify ?? {};
  if (sms === undefined && webhook === undefined) return 'done';
  const outcome = await runOnce(report.id, tenant.id, context.bounds, async () => {
    await send(tenant, report, context);
    return true;
  });
  if (outcome === 'repeated') {
    const { recordingSid } = report;
    context.log.info('voicemail.repeated', 'Twilio has reported this before', { recordingSid });
  }
  return answerAfter(outcome);
}

async function send(
  tenant: Tenant,
  { name, recordingSid, ...report }: Report,
  context: RecordingServices,
): Promise<void> {
  const caller = await readCaller(report.callSid, context);
  const facts = { ...report, caller };
  await deliverNotifications(
    {
      sms: await limitSms(tenant, planSms(tenant, facts, name), facts, context),
      webhook:
        recordingSid === undefined
          ? planLostWebhook(tenant, facts)
          : planRecordedWebhook(tenant, { ...facts, recordingSid }),
    },
    context,
  );
}

/** Text messages cost the tenant money, and a flood of them hides what matters. */
async function limitSms(
  tenant: Tenant,
  sms: readonly SmsMessage[],
  facts: Parameters<typeof planSms>[1],
  { bounds }: RecordingServices,
): Promise<readonly SmsMessage[]> {
  if (sms.length === 0) return sms;
  switch (await spend('smsPerTenantHour', tenant.id, sms.length, bounds)) {
    case 'within':
    case 'too-fast':
      return sms;
    case 'met':
      return planSms(tenant, facts, 'messagesMany');
    case 'over':
      return [];
  }
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
