import { describeError } from '../log/logger';
import { findCallbackRules } from '../tenants/queue-schema';
import type { CallStatus } from '../twilio/call-status';
import type { Tenant } from '../tenants/tenant';
import type { FunctionRequest } from './function-request';
import { findTenant } from './tenants';

/** A finished call may free a slot for somebody who asked to be called back. */
export async function handleCallEnd(
  { callSid, calledNumber }: CallStatus,
  request: FunctionRequest,
): Promise<void> {
  const { tenant } = await findTenant(calledNumber, request);
  if (tenant.callers?.limits?.atOnce !== undefined) {
    await forgetCall(callSid, tenant, request);
  }
  if (findCallbackRules(tenant.queue) === undefined) return;
  const log = request.log.with({ tenantId: tenant.id });
  // Calls of most tenants end here and load no HTTP client.
  const { buildFrontServices } = await import('./queue-services.js');
  const { callBackNext } = await import('../callback/call-back-next.js');
  await callBackNext(callSid, tenant, buildFrontServices({ ...request, log }));
}

/** A call that is not forgotten counts for an hour at most. */
async function forgetCall(callSid: string, tenant: Tenant, request: FunctionRequest) {
  const { buildBoundStore } = await import('./bound-store.js');
  const { forgetLive } = await import('../front-door/count-call.js');
  try {
    await forgetLive(callSid, tenant, buildBoundStore(request));
  } catch (error) {
    request.log.warn('front_door.uncounted', 'Sync does not count', describeError(error));
  }
}
