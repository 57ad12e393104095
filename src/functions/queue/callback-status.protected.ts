import { handleCallbackEnd } from '../../callback/handle-callback-end';
import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { buildFrontServices } from '../../runtime/queue-services';
import { findTenant } from '../../runtime/tenants';
import { parseCallbackLegEnd } from '../../twilio/callback-leg';

/**
 * `POST /queue/callback-status`: the end of a leg that called somebody back. Answers 204; whom it did
 * not reach is called again later, or given up, and the next one is called.
 */
export const handler = defineCallbackFunction(
  'queue_callback',
  async (event, request) => {
    const end = parseCallbackLegEnd(event);
    const { tenant } = await findTenant(end.calledNumber, request);
    const log = request.log.with({ callSid: end.callSid, tenantId: tenant.id });
    await handleCallbackEnd(end, tenant, buildFrontServices({ ...request, log }));
  },
  { part: 'queue_callback_status', settles: true },
);
