import { defineEventsFunction } from '../../runtime/define-events-function';
import { handleVapiMessage } from '../../runtime/handle-vapi-message';

/**
 * `POST /vapi/events`: Vapi's messages, public, but authenticated by our own secret. Answers tool
 * calls with one sentence each for the model. Answers a report with 200, or with 503 if the tenant
 * could not be notified, so that Vapi sends it again. Answers every other message with 200 and
 * `{}`.
 * @see https://docs.vapi.ai/server-url/events
 */
export const handler = defineEventsFunction('vapi_events', handleVapiMessage);
