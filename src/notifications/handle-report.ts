import { deliverWebhook, type NotificationServices } from './deliver-webhook';
import type { TenantMatch } from '../tenants/directory';
import type { CallEnd, CallReport } from '../vapi/call-report';
import type { Logger } from '../log/logger';
import { planReportWebhook } from './plan-report';

export interface ReportServices {
  readonly log: Logger;
  readonly findTenantById: (id: string) => Promise<TenantMatch>;
  /** Returns what sending takes; asked for only where something is sent. */
  readonly buildNotificationServices: (log: Logger) => Promise<NotificationServices>;
}

/** What Vapi is told: that the report is taken, or that it shall come once more. */
export type HandledReport = 'done' | 'again';

/**
 * Writes the log entry of a call that is over, and notifies the tenant where it wants to be told; never
 * throws. The same report twice leaves two log entries and one notification, for a receiver that knows it again.
 */
export async function handleReport(
  report: CallReport,
  context: ReportServices,
): Promise<HandledReport> {
  const { tenantId, callSid, vapiCallId, outcome, endedReason, talkSeconds, costUsd } = report;
  const log = context.log.with({ tenantId, callSid, vapiCallId });
  const facts = { outcome, endedReason, talkSeconds, costUsd };
  log.info('call.reported', 'Vapi reports a call', facts);
  if (tenantId === undefined) return 'done';

  const { tenant, found } = await context.findTenantById(tenantId);
  if (found === 'no-file') return 'again';
  if (tenant.id !== tenantId) {
    log.info('report.tenant_gone', 'The tenant of a reported call is no more');
    return 'done';
  }
  const notification = planReportWebhook(tenant, report);
  if (notification === undefined) return 'done';
  const notificationOutcome = await deliverWebhook(
    notification,
    'report',
    await context.buildNotificationServices(log),
  );
  return notificationOutcome === 'failed' ? 'again' : 'done';
}

/** Writes a log entry for a call that has ended at Vapi; its report comes later, or never. */
export function handleStatus(status: string, end: CallEnd, log: Logger): void {
  if (status !== 'ended') return;
  log.info('vapi.call_ended', 'A call has ended at Vapi', { ...end });
}
