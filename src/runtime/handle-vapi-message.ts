import { callFront } from '../queue/call-front';
import { takeReport, takeStatus } from '../notifications/handle-report';
import { beginTransfer, tokenOf, type TransferReply } from '../transfer/begin';
import { refuseTool } from '../transfer/foreign-tool';
import { parseCallEnd, parseCallReport } from '../vapi/call-report';
import { answerToolCalls, parseServerMessage } from '../vapi/server-message';
import { TRANSFER_TOOL_NAME } from '../vapi/transfer-tool';
import type { EventsAnswer, EventsRequest } from './define-events-function';
import { InFlight } from './in-flight';
import { buildFrontContext } from './queue-services';
import { buildReportContext } from './report-services';
import { findTenant } from './tenants';
import { buildRoundContext } from './transfer-services';

const TAKEN: EventsAnswer = { status: 200, body: {} };

/** Takes one message of Vapi's; what we do not know is taken without a word. */
export async function takeVapiMessage(
  message: unknown,
  request: EventsRequest,
): Promise<EventsAnswer> {
  switch (parseServerMessage(message).type) {
    case 'status-update':
      return takeStatusUpdate(message, request);
    case 'end-of-call-report':
      return takeCallReport(message, request);
    case 'tool-calls':
      return takeToolCalls(message, request);
    default:
      return TAKEN;
  }
}

/** A talk that is over leaves a line to whoever waits. */
async function takeStatusUpdate(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const { status } = parseServerMessage(message);
  const end = parseCallEnd(message, request.sender.tenantId);
  takeStatus(status, end, request.log);
  if (status === 'ended') await callFront(end.tenantId, buildFrontContext(request), end);
  return TAKEN;
}

/** The status may have been lost, so the line is offered once more. */
async function takeCallReport(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const report = parseCallReport(message, request.sender.tenantId);
  const [taken] = await Promise.all([
    takeReport(report, buildReportContext(request)),
    callFront(report.tenantId, buildFrontContext(request), report),
  ]);
  return { ...TAKEN, status: taken === 'again' ? 503 : 200 };
}

const inFlight = new InFlight<TransferReply>();

async function takeToolCalls(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const { toolCalls, callSid } = parseServerMessage(message);
  const context = {
    ...buildRoundContext(request),
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
