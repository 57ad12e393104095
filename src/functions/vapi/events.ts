import { defineEventsFunction } from '../../runtime/define-events-function';
import { handleVapiMessage } from '../../runtime/handle-vapi-message';

/**
 * `POST /vapi/events`: Vapi's messages, public, known by our own secret. Answers tool calls with one
 * line each for the model; a report with 200, or with 503 where the tenant could not be told: Vapi
 * then sends it again; every other message with 200 and `{}`.
 * @see https://docs.vapi.ai/server-url/events
 */
export const handler = defineEventsFunction('vapi_events', handleVapiMessage);
