import { deliverWebhook, type NoticeContext } from './deliver-webhook';
import type { TenantMatch } from '../tenants/directory';
import type { CallEnd, CallReport } from '../vapi/call-report';
import type { Logger } from '../log/logger';
import { planReportWebhook } from './plan-report';

/** What taking a report needs of its request. */
export interface ReportContext {
  readonly log: Logger;
  readonly findTenantById: (id: string) => Promise<TenantMatch>;
  /** Returns what sending takes; asked for only where something is sent. */
  readonly buildNoticeContext: (log: Logger) => Promise<NoticeContext>;
}

/** What Vapi is told: that the report is taken, or that it shall come once more. */
export type TakenReport = 'taken' | 'again';

/**
 * Leaves the line of a call that is over, and tells the tenant where it wants to be told; never
 * throws. The same report twice leaves two lines and one notice, for a receiver that knows it again.
 */
export async function takeReport(report: CallReport, context: ReportContext): Promise<TakenReport> {
  const { tenantId, callSid, vapiCallId, outcome, endedReason, talkSeconds, costUsd } = report;
  const log = context.log.with({ tenantId, callSid, vapiCallId });
  const facts = { outcome, endedReason, talkSeconds, costUsd };
  log.info('call.reported', 'Vapi reports a call', facts);
  if (tenantId === undefined) return 'taken';

  const { tenant, found } = await context.findTenantById(tenantId);
  if (found === 'no-file') return 'again';
  if (tenant.id !== tenantId) {
    log.info('report.tenant_gone', 'The tenant of a reported call is no more');
    return 'taken';
  }
  const notice = planReportWebhook(tenant, report);
  if (notice === undefined) return 'taken';
  const outcomeOfNotice = await deliverWebhook(
    notice,
    'report',
    await context.buildNoticeContext(log),
  );
  return outcomeOfNotice === 'failed' ? 'again' : 'taken';
}

/** Leaves a line for a call that has ended at Vapi; its report comes later, or never. */
export function takeStatus(status: string, end: CallEnd, log: Logger): void {
  if (status !== 'ended') return;
  log.info('vapi.call_ended', 'A call has ended at Vapi', { ...end });
}
