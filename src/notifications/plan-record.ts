import type { CallRecord } from '../call-record/call-record';
import { fillTemplate } from '../call-record/fill-template';
import type { MODEL_TEXTS } from '../tenants/constants';
import type { Tenant } from '../tenants/tenant';
import type { SignedNotification } from './deliver-webhook';

/** Returns the webhook with the record of a call; undefined if the tenant wants none. */
export function planRecordWebhook(
  { id, afterCall }: Tenant,
  record: CallRecord,
  type: 'call.completed' | 'call.amended',
): SignedNotification | undefined {
  const target = afterCall?.webhook;
  if (target === undefined) return undefined;
  const { url, secretEnv, header, body, modelText } = target;
  const data = withoutUnchosen(record, modelText);
  return {
    tenantId: id,
    secretEnv,
    header,
    webhook: {
      url,
      // Copies carry one id, by which a receiver knows them.
      id: `${type}.${record.callSid}`,
      type,
      data,
      ...(body === undefined ? {} : { content: fillTemplate(body, { type, ...data }) }),
    },
  };
}

/** A text to the caller may need what the tenant's server is not to get. */
function withoutUnchosen(
  { summary, structuredData, ...record }: CallRecord,
  chosen: readonly (typeof MODEL_TEXTS)[number][],
): Readonly<Record<string, unknown>> {
  return {
    ...record,
    ...(chosen.includes('summary') ? { summary } : {}),
    ...(chosen.includes('structuredData') ? { structuredData } : {}),
  };
}
