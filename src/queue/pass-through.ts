import type { Tenant } from '../tenants/tenant';
import type { CreatedCall } from '../vapi/answer';
import type { QueueWait } from '../twilio/queue';
import type { VoiceVerb } from '../twiml/voice-answer';
import type { KeptRequest } from '../callback/callback-request';
import { giveBack } from '../assistant/release-slot';
import { openFor, type WaitContext, type Waiting } from './leave-queue';
import { findTurn, ringRequest } from '../callback/ring-request';

/** A second look, for somebody else may be on the way through the line just as well. */
const LAST_LOOK = 1;

/**
 * A newcomer who has got a line already passes the line by if nobody waits in it. If somebody does,
 * the newcomer gives the line back and waits in turn. Undefined = the caller waits like everybody.
 */
export async function passThrough(
  call: QueueWait,
  tenant: Tenant,
  context: WaitContext,
): Promise<Waiting | undefined> {
  if (call.kept === undefined || call.loop > LAST_LOOK) return undefined;
  const exit = openFor(call.kept, call, tenant, context);
  if (exit?.to !== 'assistant') return undefined;
  // The address that is asked next carries the same sealed call.
  if (call.position === undefined || call.position === 1) {
    if (await isOthersLine(exit, call, tenant, context)) return undefined;
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
  context.log.info('queue.line_given_back', 'A newcomer got a line while others wait');
  await giveBack(exit, context);
  return undefined;
}

/** A call that Vapi has made, as far as it takes to give it up. */
type FoundLine = Partial<Pick<CreatedCall, 'controlUrl' | 'vapiCallId'>>;

/** Those who asked to be called back came before the newcomer, although nobody waits on the phone. */
async function isOthersLine(
  { controlUrl, vapiCallId }: FoundLine,
  { waitedSeconds }: QueueWait,
  tenant: Tenant,
  context: WaitContext,
): Promise<boolean> {
  const turn = await findTurn(waitedSeconds, tenant, context);
  switch (turn.next) {
    case 'try':
      return false;
    case 'stand-back':
      context.log.info('queue.line_given_back', 'A newcomer got the line of somebody called back');
      await giveBack({ controlUrl }, context);
      return true;
    case 'try-for':
      return handOver({ controlUrl, vapiCallId }, turn.kept, tenant, context);
  }
}

/** Gives a line to somebody who is called back for it. @returns false where that is not possible */
export async function handOver(
  call: FoundLine,
  kept: KeptRequest,
  tenant: Tenant,
  context: WaitContext,
): Promise<boolean> {
  // Tenants may share a line: the request need not be of a caller of this one.
  const { tenant: owner } = await context.findTenant(kept.request.calledNumber);
  if (!(await ringRequest(kept, call.vapiCallId, owner, context))) return false;
  context.log.info('queue.line_given_back', 'Somebody is called back for the line');
  await giveBack(call, context);
  return true;
}
