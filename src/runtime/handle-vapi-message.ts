import { countUsage } from '../limits/count-usage';
import { callFront } from '../queue/call-front';
import { handleReport, handleStatus } from '../notifications/handle-report';
import { beginTransfer, CANNOT_TRANSFER, tokenOf, type TransferReply } from '../transfer/begin';
import { FOREIGN_TOOL, reportForeignTools } from '../transfer/foreign-tool';
import { findMisfit, type Misfit } from '../vapi/check-sender';
import { type CallReport, parseCallEnd, parseCallReport } from '../vapi/call-report';
import { answerToolCalls, parseServerMessage } from '../vapi/server-message';
import { TRANSFER_TOOL_NAME } from '../vapi/transfer-tool';
import type { EventsAnswer, EventsRequest } from './define-events-function';
import { buildBoundStore } from './bound-store';
import { InFlight } from './in-flight';
import { followReport } from './follow-call';
import { buildFrontServices } from './queue-services';
import { RareWarnings } from './rare-warnings';
import { buildReportServices } from './report-services';
import { findTenant, findTenantById } from './tenants';
import { buildRoundServices } from './transfer-services';

const ACCEPTED: EventsAnswer = { status: 200, body: {} };

/** Somebody who holds a credential may send as much as they like. */
const dropped = new RareWarnings();

/**
 * Handles one message from Vapi. One that is not about its sender's call is refused, and one of an
 * unknown type is dropped. Neither would succeed if it were sent again.
 */
export async function handleVapiMessage(
  message: unknown,
  request: EventsRequest,
): Promise<EventsAnswer> {
  const { type } = parseServerMessage(message);
  const misfit = findMisfit(message, request.sender);
  if (misfit !== undefined) return refuseMessage(misfit, message, request);
  switch (type) {
    case 'status-update':
      return handleStatusUpdate(message, request);
    case 'end-of-call-report':
      return handleCallReport(message, request);
    case 'tool-calls':
      return handleToolCalls(message, request);
    default:
      request.log.info('vapi_events.unknown', 'A message of another type is dropped', {
        ...request.sender,
        type: /^[\w.-]{1,40}$/.test(type) ? type : '',
      });
      return ACCEPTED;
  }
}

/** A model that waits for an answer gets one. */
async function refuseMessage(
  why: Misfit,
  message: unknown,
  { sender, log }: EventsRequest,
): Promise<EventsAnswer> {
  const text = "A message is dropped that is not about its sender's call";
  dropped.warn(log, ['vapi_events.misfit', text, why], { ...sender });
  const { toolCalls } = parseServerMessage(message);
  return toolCalls.length === 0
    ? ACCEPTED
    : { status: 200, body: await answerToolCalls(toolCalls, () => CANNOT_TRANSFER) };
}

/** A finished call frees a slot for a caller who waits. */
async function handleStatusUpdate(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const { status } = parseServerMessage(message);
  const end = parseCallEnd(message, request.sender);
  handleStatus(status, end, request.log);
  if (status === 'ended') await callFront(end.tenantId, buildFrontServices(request), end);
  return ACCEPTED;
}

/** The status message may have been lost, so the slot is offered again. */
async function handleCallReport(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const report = parseCallReport(message, request.sender);
  const [taken, followed] = await Promise.all([
    handleReport(report, buildReportServices(request)),
    followReport(report, request),
    countCost(report, request),
    callFront(report.tenantId, buildFrontServices(request), report),
  ]);
  return { ...ACCEPTED, status: taken === 'again' || followed === 'again' ? 503 : 200 };
}

/** A report that comes again, because nobody could be notified, is counted once. */
async function countCost(
  { tenantId, vapiCallId, callSid, costUsd }: CallReport,
  request: EventsRequest,
): Promise<void> {
  if (costUsd === undefined) return;
  const { tenant } = await findTenantById(tenantId, request);
  if (tenant.id !== tenantId) return;
  const log = request.log.with({ callSid });
  await countUsage(
    tenant,
    { id: `${callSid}.${vapiCallId ?? ''}`, used: { costUsd }, limits: ['monthlyCostUsd'] },
    { store: buildBoundStore(request), nowMs: Date.now, log },
  );
}

const inFlight = new InFlight<TransferReply>();

async function handleToolCalls(message: unknown, request: EventsRequest): Promise<EventsAnswer> {
  const { sender, log } = request;
  const { toolCalls, unreadToolCalls } = parseServerMessage(message);
  if (unreadToolCalls > 0) {
    const text = 'Tool calls are dropped: too many, or without id or name';
    dropped.warn(log, ['vapi.tool_calls_dropped', text, 'unread'], { ...sender, unreadToolCalls });
  }
  const foreign = toolCalls.filter(({ name }) => name !== TRANSFER_TOOL_NAME);
  if (foreign.length > 0) reportForeignTools(foreign, log);
  const context = {
    ...buildRoundServices(request),
    secrets: request.config.eventsSecrets,
    closedByHand: request.config.closedByHand,
    boundStore: buildBoundStore(request),
    findTenant: (calledNumber: string) => findTenant(calledNumber, request),
  };
  const body = await answerToolCalls(toolCalls, (toolCall) => {
    if (toolCall.name !== TRANSFER_TOOL_NAME) return FOREIGN_TOOL;
    // Vapi may deliver a tool call twice, and a model may call twice: people are rung once. The id
    // of a tool call may also be another caller's; the token is not.
    return inFlight.run(tokenOf(toolCall), () => beginTransfer(toolCall, sender, context));
  });
  return { status: 200, body };
}
