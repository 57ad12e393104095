import { DEFAULT_SECRET_ENV, type SignedNotification } from './deliver-webhook';
import type { ReportField } from '../tenants/reports-schema';
import type { Tenant } from '../tenants/tenant';
import type { CallReport } from '../vapi/call-report';

/** Larger analyses are left out: JSON that is cut is none. */
const MAX_DATA_CHARACTERS = 100_000;

/**
 * Returns the webhook that tells a tenant of a call; undefined where it wants none, or where nothing
 * names the call. Whatever was not chosen, or is not known, is not in it or null.
 */
export function planReportWebhook(
  { id, reports }: Tenant,
  report: CallReport,
): SignedNotification | undefined {
  const { vapiCallId, callSid } = report;
  if (reports === undefined || vapiCallId === undefined) return undefined;
  const { webhook, fields } = reports;
  const chosen = fields.map((field) => [field, readField(field, report) ?? null] as const);
  const type = 'call.reported';
  const ids = { tenantId: id, callSid: callSid ?? null, vapiCallId };
  return {
    // Vapi may tell of one call twice, and is asked to where a receiver fails: one id for all.
    webhook: {
      url: webhook.url,
      id: `${type}.${vapiCallId}`,
      type,
      data: { ...ids, ...Object.fromEntries(chosen) },
    },
    secretEnv: webhook.secretEnv ?? DEFAULT_SECRET_ENV,
  };
}

function readField(field: ReportField, report: CallReport): unknown {
  if (field === 'callerEnding') return report.callerNumber?.slice(-2);
  const value = report[field];
  return field === 'structuredData' && !isSendable(value) ? undefined : value;
}

/** Too deep for JSON's writer is too much as well. */
function isSendable(value: unknown): boolean {
  try {
    return (JSON.stringify(value) ?? '').length <= MAX_DATA_CHARACTERS;
  } catch {
    return false;
  }
}
