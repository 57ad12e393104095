import { callFront } from '../queue/call-front';
import { handleReport, handleStatus } from '../notifications/handle-report';
import { beginTransfer, tokenOf, type TransferReply } from '../transfer/begin';
import { refuseTool } from '../transfer/foreign-tool';
import { parseCallEnd, parseCallReport } from '../vapi/call-report';
import { answerToolCalls, parseServerMessage } from '../vapi/server-message';
import { TRANSFER_TOOL_NAME } from '../vapi/transfer-tool';
import type { EventsAnswer, EventsRequest } from './define-events-function';
import { InFlight } from './in-flight';
import { buildFrontServices } from './queue-services';
import { buildReportServices } from './report-services';
import { findTenant } from './tenants';
import { buildRoundServices } from './transfer-services';

const ACCEPTED: EventsAnswer = { status: 200, body: {} };

/** Handles one message from Vapi; unknown types are accepted and ignored. */
export async function handleVapiMessage(
  message: unknown,
  request: EventsRequest,
): Promise<EventsAnswer> {
  switch (parseServerMessage(message).type) {
    case 'status-update':
      return handleStatusUpdate(message, request);
    case 'end-of-call-report':
      return handleCallReport(message, request);
    case 'tool-calls':
      return handleToolCalls(message, request);
    default:
      return ACCEPTED;
  }
}

/** A finished call frees a slot for whoever waits. */
async function handleStatusUpdate(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const { status } = parseServerMessage(message);
  const end = parseCallEnd(message, request.sender.tenantId);
  handleStatus(status, end, request.log);
  if (status === 'ended') await callFront(end.tenantId, buildFrontServices(request), end);
  return ACCEPTED;
}

/** The status message may have been lost, so the slot is offered again. */
async function handleCallReport(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const report = parseCallReport(message, request.sender.tenantId);
  const [taken] = await Promise.all([
    handleReport(report, buildReportServices(request)),
    callFront(report.tenantId, buildFrontServices(request), report),
  ]);
  return { ...ACCEPTED, status: taken === 'again' ? 503 : 200 };
}

const inFlight = new InFlight<TransferReply>();

async function handleToolCalls(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const { toolCalls, callSid } = parseServerMessage(message);
  const context = {
    ...buildRoundServices(request),
    secrets: request.config.eventsSecrets,
    findTenant: (calledNumber: string) => findTenant(calledNumber, request),
  };
  const body = await answerToolCalls(toolCalls, (toolCall) => {
    if (toolCall.name !== TRANSFER_TOOL_NAME) return refuseTool(toolCall, request.log);
    // Vapi may deliver a tool call twice, and a model may call twice: people are rung once. The id
    // of a tool call may also be another caller's; the token is not.
    return inFlight.run(tokenOf(toolCall), () => beginTransfer(toolCall, callSid, context));
  });
  return { status: 200, body };
}
