import { describeError } from '../log/logger';
import { findCallbackRules } from '../tenants/queue-schema';
import type { CallStatus } from '../twilio/call-status';
import type { Tenant } from '../tenants/tenant';
import type { FunctionRequest } from './function-request';
import { findTenant } from './tenants';

/** Counts a finished call, and gives its slot to somebody who asked to be called back. */
export async function handleCallEnd(end: CallStatus, request: FunctionRequest): Promise<void> {
  const { tenant } = await findTenant(end.calledNumber, request);
  await Promise.all([
    tenant.limits && countEnded(end, tenant, request),
    tenant.callers?.limits?.atOnce && forgetCall(end.callSid, tenant, request),
    callBack(end.callSid, tenant, request),
  ]);
}

async function callBack(callSid: string, tenant: Tenant, request: FunctionRequest) {
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

/** Calls that were never answered cost nothing: they count in no limit. */
async function countEnded(
  { callSid, status, durationSeconds = 0 }: CallStatus,
  tenant: Tenant,
  request: FunctionRequest,
): Promise<void> {
  if (status !== 'completed') return;
  const { buildBoundStore } = await import('./bound-store.js');
  const { countUsage } = await import('../limits/count-usage.js');
  await countUsage(
    tenant,
    {
      id: callSid,
      used: { seconds: durationSeconds, calls: 1 },
      limits: ['minutesPerMonth', 'callsPerDay'],
    },
    { store: buildBoundStore(request), nowMs: Date.now, log: request.log.with({ callSid }) },
  );
}
