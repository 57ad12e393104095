import { describeError } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { QueueLinks, QueueWait } from '../twilio/queue';
import type { VoiceVerb } from '../twiml/voice-answer';
import { openExit, type QueueExit, sealExit } from './exit';
import { releaseSlot } from '../assistant/release-slot';
import { EXIT_SECONDS } from './newcomer';
import type { CallbackServices } from '../callback/ring-request';

export interface Waiting {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: QueueExit['to'] | 'waiting' | 'no-slot';
  /** Sealed, for the request that comes after the queue; undefined = the caller stays, or was moved. */
  readonly exit?: string;
}

export interface WaitServices extends CallbackServices {
  readonly queueLinks: QueueLinks;
  /** Takes a call out of what it does, to a path of ours. @throws when Twilio refuses */
  readonly moveCall: (callSid: string, path: string) => Promise<void>;
}

/** Returns what takes a caller out of the queue, with what they leave for. */
export async function leaveQueue(
  exit: QueueExit,
  call: QueueWait,
  tenant: Tenant,
  context: WaitServices,
): Promise<Waiting> {
  const verbs: VoiceVerb[] = [{ kind: 'leave' }];
  const sealed = seal(exit, call, tenant, context);
  if (sealed === undefined) {
    // What is asked next tries once more, and can answer at any length.
    if (exit.to === 'assistant') await releaseSlot(exit, context);
    return { verbs, outcome: 'fallback' };
  }
  if (call.keepsCookies || !(await move(call, sealed, context))) {
    return { verbs, outcome: exit.to, exit: sealed };
  }
  // Twilio follows the new address now; whatever it makes of this answer, it is short.
  return { verbs: [{ kind: 'pause', seconds: 1 }], outcome: exit.to };
}

/** Where Twilio keeps nothing for the call, the exit travels in the address that we send it to. */
async function move(call: QueueWait, sealed: string, context: WaitServices): Promise<boolean> {
  try {
    await context.moveCall(call.callSid, context.queueLinks.moved(call, sealed));
    return true;
  } catch (error) {
    context.log.warn('queue.not_moved', 'A caller cannot be moved', describeError(error));
    return false;
  }
}

function seal(
  exit: QueueExit,
  { callSid }: QueueWait,
  tenant: Tenant,
  { config, nowMs }: WaitServices,
): string | undefined {
  const secret = config.findSecret(tenant.apiKeyEnv);
  if (secret === undefined) return undefined;
  return sealExit({ exit, callSid, expiresAtMs: nowMs() + EXIT_SECONDS * 1_000 }, secret);
}

/** Returns a caller's exit; undefined where it is none of theirs, or too old. */
export function openFor(
  sealed: string,
  { callSid }: QueueWait,
  tenant: Tenant,
  { config, nowMs }: WaitServices,
): QueueExit | undefined {
  const secret = config.findSecret(tenant.apiKeyEnv);
  return secret && openExit(sealed, { callSid, nowMs: nowMs(), secret });
}
