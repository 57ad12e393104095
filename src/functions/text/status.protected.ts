import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { reportTextStatus } from '../../texts/report-status';
import { parseTextStatus } from '../../twilio/text-status';

/**
 * `POST /text/status`: what became of a text message to a caller, several times for each. Answers 204, and
 * leaves a log entry when it has arrived or has failed for good. No caller hears anything of it.
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export const handler = defineCallbackFunction('text_status', (event, request) => {
  const status = parseTextStatus(event);
  const { tenantId, callSid } = status;
  reportTextStatus(status, request.log.with({ tenantId, callSid }));
});
