import { buildReportContext } from '../../runtime/report-context';
import { buildRoundContext } from '../../runtime/transfer-context';
import { findTenant } from '../../runtime/tenants';
import { defineEventsFunction } from '../../runtime/define-events-function';
import { InFlight } from '../../runtime/in-flight';
import { takeReport, takeStatus } from '../../reports/take-report';
import { beginTransfer, tokenOf, type TransferReply } from '../../transfer/begin';
import { refuseTool } from '../../transfer/foreign-tool';
import { parseCallEnd, parseCallReport } from '../../vapi/call-report';
import { answerToolCalls, parseServerMessage } from '../../vapi/server-message';
import { TRANSFER_TOOL_NAME } from '../../vapi/transfer-tool';

const inFlight = new InFlight<TransferReply>();

/**
 * `POST /vapi/events`: Vapi's messages, public, known by our own secret. Answers tool calls with one
 * line each for the model; a report with 200, or with 503 where the tenant could not be told: Vapi
 * then sends it again; every other message with 200 and `{}`.
 * @see https://docs.vapi.ai/server-url/events
 */
export const handler = defineEventsFunction('vapi_events', async (body, request) => {
  const { type, status, toolCalls, callSid } = parseServerMessage(body);
  if (type === 'status-update') takeStatus(status, parseCallEnd(body), request.log);
  if (type === 'end-of-call-report') {
    const taken = await takeReport(parseCallReport(body), buildReportContext(request));
    return { status: taken === 'again' ? 503 : 200, body: {} };
  }
  if (type !== 'tool-calls') return { status: 200, body: {} };
  const context = {
    ...buildRoundContext(request),
    secrets: request.config.eventsSecrets,
    findTenant: (calledNumber: string) => findTenant(calledNumber, request),
  };
  const results = await answerToolCalls(toolCalls, (toolCall) => {
    if (toolCall.name !== TRANSFER_TOOL_NAME) return refuseTool(toolCall, request.log);
    // Vapi may deliver a tool call twice, and a model may call twice: people are rung once. A tool
    // call's id may be another caller's too, the token is not.
    return inFlight.run(tokenOf(toolCall), () => beginTransfer(toolCall, callSid, context));
  });
  return { status: 200, body: results };
});
