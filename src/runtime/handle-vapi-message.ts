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

/** Takes one message of Vapi's; what we do not know is taken without a word. */
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

/** A talk that is over leaves a slot to whoever waits. */
async function handleStatusUpdate(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const { status } = parseServerMessage(message);
  const end = parseCallEnd(message, request.sender.tenantId);
  handleStatus(status, end, request.log);
  if (status === 'ended') await callFront(end.tenantId, buildFrontServices(request), end);
  return ACCEPTED;
}

/** The status may have been lost, so the slot is offered once more. */
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
    // Vapi may deliver a tool call twice, and a model may call twice: people are rung once. A tool
    // call's id may be another caller's too, the token is not.
    return inFlight.run(tokenOf(toolCall), () => beginTransfer(toolCall, callSid, context));
  });
  return { status: 200, body };
}
