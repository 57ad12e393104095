import { handleCallRecording } from '../../recording/handle-call-recording';
import { findTenant } from '../../runtime/tenants';
import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { buildDeliveryServices } from '../../runtime/delivery-services';
import { parseRecordingStatus } from '../../twilio/recording';

/**
 * `POST /recording/status`: the status callback of a call's recording by Twilio. Answers 204 after
 * logging it and notifying the tenant, if it wants that.
 * @see https://www.twilio.com/docs/voice/twiml/recording
 */
export const handler = defineCallbackFunction(
  'recording_status',
  async (event, request) => {
    const recording = parseRecordingStatus(event);
    const { tenant } = await findTenant(recording.calledNumber, request);
    const log = request.log.with({ callSid: recording.callSid, tenantId: tenant.id });
    return handleCallRecording(tenant, recording, buildDeliveryServices({ ...request, log }));
  },
  { part: 'recording_status', settles: true },
);
