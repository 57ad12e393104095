import type { SignedNotification } from './deliver-webhook';
import type { ReportField } from '../tenants/reports-schema';
import type { Tenant } from '../tenants/tenant';
import type { CallReport } from '../vapi/call-report';

/** Larger analyses are left out: truncated JSON is invalid. */
const MAX_DATA_CHARACTERS = 100_000;

/**
 * Returns the webhook that reports a call to a tenant; undefined if the tenant wants none. Fields
 * that were not chosen are absent; unknown values are null.
 */
export function planReportWebhook(
  { id, reports }: Tenant,
  report: CallReport,
): SignedNotification | undefined {
  const { vapiCallId, callSid } = report;
  if (reports === undefined) return undefined;
  const { webhook, fields } = reports;
  const chosen = fields.map((field) => [field, readField(field, report) ?? null] as const);
  const type = 'call.reported';
  const ids = { tenantId: id, callSid, vapiCallId: vapiCallId ?? null };
  return {
    tenantId: id,
    // Vapi may report a call twice, and must if a receiver fails: all reports of a call carry one
    // id.
    webhook: {
      url: webhook.url,
      id: `${type}.${vapiCallId ?? callSid}`,
      type,
      data: { ...ids, ...Object.fromEntries(chosen) },
    },
    secretEnv: webhook.secretEnv,
  };
}

function readField(field: ReportField, report: CallReport): unknown {
  if (field === 'callerEnding') return report.callerNumber?.slice(-2);
  const value = report[field];
  const isJson = field === 'structuredData' || field === 'structuredOutputs';
  return isJson && !isSendable(value) ? undefined : value;
}

function isSendable(value: unknown): boolean {
  return (JSON.stringify(value) ?? '').length <= MAX_DATA_CHARACTERS;
}
