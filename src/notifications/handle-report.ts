import { runOnce, type RunOnceServices } from '../bounds/run-once';
import { deliverWebhook, type NotificationServices } from './deliver-webhook';
import type { TenantMatch } from '../tenants/directory';
import type { CallEnd, CallReport } from '../vapi/call-report';
import type { Logger } from '../log/logger';
import { planReportWebhook } from './plan-report';

export interface ReportServices {
  readonly log: Logger;
  readonly findTenantById: (id: string) => Promise<TenantMatch>;
  /** Returns what sending needs; called only if something is sent. */
  readonly buildNotificationServices: (
    log: Logger,
  ) => Promise<NotificationServices & { readonly bounds: RunOnceServices }>;
}

/** What Vapi gets: that the report is accepted, or that it must be sent again. */
export type HandledReport = 'done' | 'again';

/**
 * Logs a call that is over and notifies the tenant if it wants that; never throws. A report that
 * comes twice leaves two log entries and one notification. If Sync does not know, there may be two: they
 * carry one id by which the receiver knows them.
 */
export async function handleReport(
  report: CallReport,
  context: ReportServices,
): Promise<HandledReport> {
  const { tenantId, callSid, vapiCallId, outcome, endedReason, talkSeconds, costUsd } = report;
  const { unreadFields } = report;
  const log = context.log.with({ tenantId, callSid, vapiCallId });
  const facts = {
    ...{ outcome, endedReason, talkSeconds, costUsd },
    ...(unreadFields === 0 ? {} : { unreadFields }),
  };
  log.info('call.reported', 'Vapi reports a call', facts);

  const { tenant, found } = await context.findTenantById(tenantId);
  if (found === 'no-file') return 'again';
  if (tenant.id !== tenantId) {
    log.info('report.tenant_gone', 'The tenant of a reported call no longer exists');
    return 'done';
  }
  const notification = planReportWebhook(tenant, report);
  if (notification === undefined) return 'done';
  const services = await context.buildNotificationServices(log);
  const ran = await runOnce(
    // With both, a report claims nothing that is another phone call's.
    `report.${callSid}.${vapiCallId ?? ''}`,
    tenantId,
    services.bounds,
    async () => (await deliverWebhook(notification, 'report', services)) !== 'failed',
  );
  return ran === 'failed' || ran === 'under-way' ? 'again' : 'done';
}

/** Logs that a call has ended at Vapi; its report comes later, or never. */
export function handleStatus(status: string, end: CallEnd, log: Logger): void {
  if (status !== 'ended') return;
  log.info('vapi.call_ended', 'A call has ended at Vapi', { ...end });
}
