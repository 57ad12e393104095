import type { CallRecord } from '../call-record/call-record';
import { fillTemplate } from '../call-record/fill-template';
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
  const { url, secretEnv, header, body } = target;
  return {
    tenantId: id,
    secretEnv,
    header,
    webhook: {
      url,
      // Copies carry one id, by which a receiver knows them.
      id: `${type}.${record.callSid}`,
      type,
      data: { ...record },
      ...(body === undefined ? {} : { content: fillTemplate(body, { type, ...record }) }),
    },
  };
}
