import { releaseSlot } from '../assistant/release-slot';
import type { CallbackServices } from '../callback/ring-request';
import { describeError } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { QueueLinks, QueueState, QueueWait } from '../twilio/queue';
import type { QueueRest } from '../twilio/queue-rest';
import type { VoiceVerb } from '../twiml/voice-answer';
import { type QueueExit, sealExit } from './exit';

export interface Waiting {
  readonly verbs: readonly VoiceVerb[];
  /** `not-moved`: Twilio refused to move the caller, who leaves the queue for another try. */
  readonly outcome: QueueExit['to'] | 'waiting' | 'no-slot' | 'not-moved';
}

export interface WaitServices extends CallbackServices {
  readonly queueLinks: QueueLinks;
  readonly rest: QueueRest;
  /** Scheme and host: the REST API takes whole URLs. */
  readonly origin: string;
}

/** A caller in the queue, as Twilio's REST API addresses them. */
type QueueMember = QueueState & Pick<QueueWait, 'queueSid' | 'callSid' | 'door'>;

/** Moves a waiting caller to what they leave the queue for. */
export async function leaveQueue(
  exit: QueueExit,
  call: QueueWait,
  tenant: Tenant,
  context: WaitServices,
): Promise<Waiting> {
  if (await moveCaller(exit, call, tenant, context)) {
    // Twilio already follows the new address, and drops this answer.
    return { verbs: [{ kind: 'pause', seconds: 1 }], outcome: exit.to };
  }
  return { verbs: [{ kind: 'leave' }], outcome: 'not-moved' };
}

/**
 * Takes a caller out of the queue, to an address that carries what they leave for. Twilio lets each
 * caller be taken out once: of two requests at the same time, one is refused.
 * @returns whether the caller was moved; if not, their slot is given back
 */
export async function moveCaller(
  exit: QueueExit,
  { queueSid, callSid, door, ...state }: QueueMember,
  { apiKeyEnv }: Tenant,
  context: WaitServices,
): Promise<boolean> {
  const { rest, origin, queueLinks, log } = context;
  const sealed = sealExit(exit, { callSid, apiKeyEnv }, context);
  try {
    if (sealed === undefined) throw new Error('the exit is too long, or has no key');
    const url = origin + queueLinks.moved(state, sealed, door);
    await rest.redirectCaller(queueSid, callSid, url);
    return true;
  } catch (error) {
    // They have hung up, or somebody else has just taken them out.
    const isGone = (Object(error) as { status?: unknown }).status === 404;
    const write = isGone ? log.info : log.warn;
    write('queue.not_moved', 'A caller could not be taken out of the queue', {
      to: exit.to,
      ...describeError(error),
    });
    if (exit.to === 'assistant') await releaseSlot(exit, context);
    return false;
  }
}
