import { CHAIN_END, findVoicemailStep, planFallback } from '../fallback/chain';
import { hasFrontDoor } from '../front-door/decide-front-door';
import { maskNumber } from '../log/redact';
import { isE164 } from '../phone/e164';
import type { NewcomerAnswer } from '../queue/newcomer';
import type { Tenant } from '../tenants/tenant';
import type { DoorState } from '../phone/door-state';
import type { IncomingCall } from '../twilio/incoming-call';
import type { VoiceAnswer } from '../twiml/voice-answer';
import { type DoorOutcome, type DoorServices, enterFrontDoor } from './answer-front-door';
import { connectNewcomer } from './connect-newcomer';

export interface IncomingCallAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: NewcomerAnswer['outcome'] | DoorOutcome | 'own-leg';
  readonly door?: DoorState;
  readonly callerReason?: string | undefined;
}

/**
 * Finds the tenant and connects the caller to its assistant, after what its front door puts before that.
 * While no slot is free the caller waits; after any other failure the fallback speaks.
 */
export async function answerIncomingCall(
  call: IncomingCall,
  context: DoorServices,
): Promise<IncomingCallAnswer> {
  const { tenant, found } = await context.findTenant(call.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  log.info('call.received', 'Incoming call', {
    called: maskNumber(call.calledNumber),
    caller: call.caller.kind === 'number' ? maskNumber(call.caller.number) : call.caller.kind,
    tenantFound: found,
  });
  if (found === 'none' && !isE164(call.calledNumber)) {
    log.warn('call.number_unread', 'No tenant has the called address: the default answers', {
      called: maskNumber(call.calledNumber),
    });
  }
  if (!call.isCallLive) {
    return { answer: { kind: 'verbs', verbs: [{ kind: 'hangup' }] }, outcome: 'caller-left' };
  }
  if (call.caller.kind === 'number' && call.caller.number === call.calledNumber) {
    return answerOwnLeg(tenant, { ...context, log });
  }
  if (hasFrontDoor(tenant, context.config.closedByHand.get(tenant.id))) {
    return enterFrontDoor(call, tenant, { ...context, log });
  }
  const attempt = { priorPosts: 0, isFirst: true, consent: 'not-asked' } as const;
  return connectNewcomer(call, tenant, { ...context, log }, attempt);
}

/**
 * Answers a leg of ours that somebody whom we rang has forwarded back to us: the assistant would talk to
 * it, or it would ring the same people again. The caller at its other end may leave a message.
 */
function answerOwnLeg(
  tenant: Tenant,
  { chain, log }: Pick<DoorServices, 'chain' | 'log'>,
): IncomingCallAnswer {
  log.warn('call.own_leg', 'A leg of our own comes back: a number that we ring forwards here');
  const verbs = planFallback(tenant, chain, findVoicemailStep(tenant) ?? CHAIN_END);
  return { answer: { kind: 'verbs', verbs }, outcome: 'own-leg' };
}
