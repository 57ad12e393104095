import type { Tenant } from '../tenants/tenant';
import type { CreatedCall } from '../vapi/answer';
import type { QueueWait } from '../twilio/queue';
import type { VoiceVerb } from '../twiml/voice-answer';
import type { KeptRequest } from '../callback/callback-request';
import { releaseSlot } from '../assistant/release-slot';
import { openExit } from './exit';
import type { WaitServices, Waiting } from './leave-queue';
import { findTurn, ringRequest } from '../callback/ring-request';

/** A second look, for somebody else may be on the way through the queue just as well. */
const LAST_LOOK = 1;

/**
 * A newcomer who has got a slot already passes the queue by if nobody waits in it. If somebody does,
 * the newcomer gives the slot back and waits in turn. Undefined = the caller waits like everybody.
 */
export async function passThrough(
  call: QueueWait,
  tenant: Tenant,
  context: WaitServices,
): Promise<Waiting | undefined> {
  if (call.kept === undefined || call.loop > LAST_LOOK) return undefined;
  const owner = { callSid: call.callSid, apiKeyEnv: tenant.apiKeyEnv };
  const exit = openExit(call.kept, owner, context);
  if (exit?.to !== 'assistant') return undefined;
  // The address that is asked next carries the same sealed call.
  if (call.position === undefined || call.position === 1) {
    if (await isOthersSlot(exit, call, tenant, context)) return undefined;
    return { verbs: [{ kind: 'leave' }], outcome: 'assistant' };
  }
  if (call.loop < LAST_LOOK) {
    const url = context.queueLinks.wait({ ...call, loop: call.loop + 1 });
    const verbs: VoiceVerb[] = [
      { kind: 'pause', seconds: 1 },
      { kind: 'redirect', url },
    ];
    return { verbs, outcome: 'waiting' };
  }
  context.log.info('queue.slot_released', 'A new caller got a slot while others wait');
  await releaseSlot(exit, context);
  return undefined;
}

/** A call that Vapi has made, as far as it takes to give it up. */
type FoundSlot = Partial<Pick<CreatedCall, 'controlUrl' | 'vapiCallId'>>;

/** Those who asked to be called back came before the newcomer, although nobody waits on the phone. */
async function isOthersSlot(
  { controlUrl, vapiCallId }: FoundSlot,
  { waitedSeconds }: QueueWait,
  tenant: Tenant,
  context: WaitServices,
): Promise<boolean> {
  const turn = await findTurn(waitedSeconds, tenant, context);
  switch (turn.next) {
    case 'try':
      return false;
    case 'stand-back':
      context.log.info(
        'queue.slot_released',
        'A new caller got the slot of somebody who is called back',
      );
      await releaseSlot({ controlUrl }, context);
      return true;
    case 'try-for':
      return handOver({ controlUrl, vapiCallId }, turn.kept, tenant, context);
  }
}

/** Gives a slot to somebody who is called back for it. @returns false where that is not possible */
export async function handOver(
  call: FoundSlot,
  kept: KeptRequest,
  tenant: Tenant,
  context: WaitServices,
): Promise<boolean> {
  // Tenants may share a queue: the request need not be of a caller of this one.
  const { tenant: owner } = await context.findTenant(kept.request.calledNumber);
  if (!(await ringRequest(kept, call.vapiCallId, owner, context))) return false;
  context.log.info('queue.slot_released', 'Somebody is called back for the slot');
  await releaseSlot(call, context);
  return true;
}
