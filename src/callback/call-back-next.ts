import { connectAssistant } from '../assistant/connect-assistant';
import { parseCaller } from '../phone/caller';
import { NOWHERE } from '../phone/place';
import { findCallbackRules } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { QueueRest } from '../twilio/queue-rest';
import { NO_DOOR } from '../phone/door-state';
import type { IncomingCall } from '../twilio/incoming-call';
import {
  type CallbackRequest,
  isUnderWay,
  decideFreeSlot,
  type KeptRequest,
} from './callback-request';
import { ON_BEHALF } from '../assistant/connect-assistant';
import { nameQueue } from '../tenants/queue-name';
import { releaseSlot } from '../assistant/release-slot';
import {
  type CallbackServices,
  forgetSpent,
  readMoment,
  readOpen,
  ringRequest,
} from './ring-request';

export interface NextCallbackServices extends CallbackServices {
  readonly rest: Pick<QueueRest, 'findQueue'>;
}

export type NextOutcome = 'nobody' | 'others-first' | 'no-slot' | 'called' | 'not-called';

/**
 * Calls the next person back when a call of the tenant is over and nobody waits on the phone. (Callers
 * who wait try in their own loop.) Vapi is asked whether a slot is free, because the call may have had
 * none.
 * @param overCallSid - The call that is over. A caller who asked for a callback in it has hung up.
 */
export async function callBackNext(
  overCallSid: string,
  tenant: Tenant,
  context: NextCallbackServices,
): Promise<NextOutcome> {
  const rules = findCallbackRules(tenant.queue);
  if (rules === undefined) return 'nobody';
  const moment = readMoment(context);
  const open = (await readOpen(tenant, context)).map((kept) => letHangUp(kept, overCallSid));
  await forgetSpent(open, tenant, context);
  const next = decideFreeSlot(open, { ...moment, freedBy: undefined }, rules);
  if (next === undefined) return 'nobody';
  // Nothing shows here whether more than one slot is free.
  if (next === 'reserved' || open.some((kept) => isUnderWay(kept, moment))) return 'others-first';
  const queueName = await context.rest.findQueue(nameQueue(tenant));
  if (queueName !== undefined && queueName.size > 0) return 'others-first';

  const { request } = next;
  const { tenant: owner } = await context.findTenant(request.calledNumber);
  const connected = await connectAssistant(callOf(request), owner, context, ON_BEHALF);
  if (connected.answer === undefined) return 'no-slot';
  const isRung = await ringRequest(next, connected.call.vapiCallId, owner, context);
  await releaseSlot(connected.call, context);
  return isRung ? 'called' : 'not-called';
}

function letHangUp(kept: KeptRequest, overCallSid: string): KeptRequest {
  const { callSid, tries } = kept.request;
  const hasHungUp = callSid === overCallSid && tries === 0;
  return hasHungUp ? { ...kept, request: { ...kept.request, notBeforeSeconds: 0 } } : kept;
}

function callOf({ callSid, calledNumber, callerNumber }: CallbackRequest): IncomingCall {
  return {
    callSid,
    calledNumber,
    caller: parseCaller(callerNumber),
    callerPlace: NOWHERE,
    callerName: undefined,
    forwardedFrom: undefined,
    callToken: undefined,
    isCallLive: true,
    attestation: undefined,
    spamVerdict: undefined,
    door: NO_DOOR,
  };
}
