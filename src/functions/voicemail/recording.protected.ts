import { findTenant } from '../../runtime/tenants';
import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { buildDeliveryServices } from '../../runtime/delivery-services';
import { parseRecordingStatus } from '../../twilio/recording';
import { handleRecording } from '../../voicemail/handle-recording';

/**
 * `POST /voicemail/recording`: the recording status callback of a voicemail. Answers 204 after
 * notifying the tenant of the message, or deleting the silence.
 * @see https://www.twilio.com/docs/voice/twiml/record (recordingStatusCallback)
 */
export const handler = defineCallbackFunction(
  'voicemail_recording',
  async (event, request) => {
    const recording = parseRecordingStatus(event);
    const { tenant } = await findTenant(recording.calledNumber, request);
    const log = request.log.with({ callSid: recording.callSid, tenantId: tenant.id });
    return handleRecording(tenant, recording, buildDeliveryServices({ ...request, log }));
  },
  { part: 'voicemail_recording', settles: true },
);
