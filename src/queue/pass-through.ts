import type { Tenant } from '../tenants/tenant';
import type { CreatedCall } from '../vapi/answer';
import type { QueueWait } from '../twilio/queue';
import type { VoiceVerb } from '../twiml/voice-answer';
import type { KeptRequest } from '../callback/callback-request';
import { releaseSlot } from '../assistant/release-slot';
import { openExit } from './exit';
import type { WaitServices, Waiting } from './leave-queue';
import { findTurn, ringRequest } from '../callback/ring-request';

/** The position is read twice, because another new caller may be passing through the queue too. */
const LAST_LOOK = 1;

/**
 * A new caller who already has a slot passes through the queue if nobody waits in it. Otherwise they
 * give the slot back and wait for their turn.
 * @returns undefined if the caller waits like everybody else
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
  // The queue's action carries the same sealed call.
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

/** What is needed to give up a call that Vapi has made. */
type FoundSlot = Partial<Pick<CreatedCall, 'controlUrl' | 'vapiCallId'>>;

/** Callers who asked for a callback came first, although nobody waits on the phone. */
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

/** Calls somebody back for a slot, and gives the slot back for them. @returns false if nobody is called */
export async function handOver(
  call: FoundSlot,
  kept: KeptRequest,
  tenant: Tenant,
  context: WaitServices,
): Promise<boolean> {
  // Tenants may share a queue: the request may be for another tenant.
  const { tenant: owner } = await context.findTenant(kept.request.calledNumber);
  if (!(await ringRequest(kept, call.vapiCallId, owner, context))) return false;
  context.log.info('queue.slot_released', 'Somebody is called back for the slot');
  await releaseSlot(call, context);
  return true;
}
