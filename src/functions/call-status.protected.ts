import { maskNumber } from '../log/redact';
import { callBackNext } from '../queue/call-back-next';
import { defineCallbackFunction } from '../runtime/define-callback-function';
import { buildFrontContext } from '../runtime/queue-context';
import { findTenant } from '../runtime/tenants';
import { parseCallStatus } from '../twilio/call-status';

/**
 * `POST /call-status`: the status callback of every tenant's number, once at the end of each call.
 * Answers 204 and leaves the call's summary line in the log. No caller hears anything of it; but a
 * line may be free now for somebody who asked to be called back.
 * @see https://www.twilio.com/docs/voice/twiml
 */
export const handler = defineCallbackFunction('call_status', async (event, request) => {
  const { callSid, calledNumber, caller, status, durationSeconds } = parseCallStatus(event);
  request.log.info('call.ended', 'The call is over', {
    callSid,
    called: maskNumber(calledNumber),
    caller: caller.kind === 'number' ? maskNumber(caller.number) : caller.kind,
    status,
    durationSeconds,
  });
  const { tenant } = await findTenant(calledNumber, request);
  const log = request.log.with({ tenantId: tenant.id });
  await callBackNext(callSid, tenant, buildFrontContext({ ...request, log }));
});
