import type { Tenant } from '../tenants/tenant';
import type { QueueWait } from '../twilio/queue';
import type { VoiceVerb } from '../twiml/voice-answer';
import { openFor, type WaitContext, type Waiting } from './leave-line';

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
  if (exit.controlUrl !== undefined) {
    await context.vapi.endCall(exit.controlUrl, Math.max(1, Math.floor(context.remainingMs())));
  }
  return undefined;
}
