import { findTenant } from '../../runtime/tenants';
import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { buildDeliveryServices } from '../../runtime/delivery-services';
import { parseTranscription } from '../../twilio/recording';
import { handleTranscription } from '../../voicemail/handle-transcription';

/**
 * `POST /voicemail/transcription`: the transcription of a message, if Twilio could make one.
 * Answers 204 after passing it on to the tenant; it is never logged.
 * @see https://www.twilio.com/docs/voice/twiml/record (transcribeCallback)
 */
export const handler = defineCallbackFunction('voicemail_transcription', async (event, request) => {
  const transcription = parseTranscription(event);
  const { tenant } = await findTenant(transcription.calledNumber, request);
  const log = request.log.with({ callSid: transcription.callSid, tenantId: tenant.id });
  return handleTranscription(tenant, transcription, buildDeliveryServices({ ...request, log }));
});
