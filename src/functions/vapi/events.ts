import { buildRoundContext } from '../../runtime/transfer-context';
import { findTenant } from '../../runtime/tenants';
import { defineEventsFunction } from '../../runtime/define-events-function';
import { InFlight } from '../../runtime/in-flight';
import { beginTransfer, tokenOf, type TransferReply } from '../../transfer/begin';
import { buildToolResults, parseServerMessage } from '../../vapi/server-message';
import { TRANSFER_TOOL_NAME } from '../../vapi/transfer-tool';

const inFlight = new InFlight<TransferReply>();

/**
 * `POST /vapi/events`: Vapi's messages, public, known by our own secret. Answers tool calls of ours
 * with one line each for the model; every other message with 200 and `{}`.
 * @see https://docs.vapi.ai/server-url/events
 */
export const handler = defineEventsFunction('vapi_events', async (body, request) => {
  const { type, toolCalls, callSid } = parseServerMessage(body);
  if (type !== 'tool-calls') return {};
  const context = {
    ...buildRoundContext(request),
    secrets: request.config.eventsSecrets,
    findTenant: (calledNumber: string) => findTenant(calledNumber, request),
  };
  const own = toolCalls.filter(({ name }) => name === TRANSFER_TOOL_NAME);
  const results = own.map(async (toolCall) => ({
    toolCallId: toolCall.id,
    name: toolCall.name,
    // Vapi may deliver a tool call twice, and a model may call twice: people are rung once. A tool
    // call's id may be another caller's too, the token is not.
    ...(await inFlight.run(tokenOf(toolCall), () => beginTransfer(toolCall, callSid, context))),
  }));
  return buildToolResults(await Promise.all(results));
});
