import { CHAIN_END, findVoicemailStep, planFallback } from '../fallback/chain';
import { maskNumber } from '../log/redact';
import { isE164 } from '../phone/e164';
import { answerNewcomer, type NewcomerAnswer, type NewcomerServices } from '../queue/newcomer';
import { chooseConsent } from '../recording/consent';
import { speakQuestion } from '../recording/words';
import type { ConsentKind } from '../tenants/recording-schema';
import type { TenantMatch } from '../tenants/directory';
import type { Tenant } from '../tenants/tenant';
import type { IncomingCall } from '../twilio/incoming-call';
import type { VoiceAnswer, VoiceVerb } from '../twiml/voice-answer';
import {
  type Attempt,
  type ConnectServices,
  connectAssistant,
  findObstacle,
} from '../assistant/connect-assistant';

export interface IncomingCallAnswer {
  readonly answer: VoiceAnswer;
  /** `consent-asked`: logged before the caller has answered. */
  readonly outcome: NewcomerAnswer['outcome'] | 'consent-asked' | 'own-leg';
}

export interface AnswerServices extends ConnectServices, NewcomerServices {
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
}

export interface IncomingCallServices extends AnswerServices {
  /** What the caller answered about recording. */
  readonly consentUrl: string;
}

/** What is known about a caller's consent without asking. */
const KNOWN = { none: 'not-asked', announce: 'announced' } as const;

/**
 * Finds the tenant and connects the caller to its assistant. While no slot is free the caller
 * waits; after any other failure the fallback speaks. Consent to a recording is asked for first,
 * unless the fallback is all that the caller can get.
 */
export async function answerIncomingCall(
  call: IncomingCall,
  context: IncomingCallServices,
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
  const first: Attempt = { priorPosts: 0, isFirst: true };
  const kind: ConsentKind = chooseConsent(tenant.recording, call.callerPlace);
  if (kind !== 'ask') {
    return connectNewcomer(call, tenant, { ...context, log }, { ...first, consent: KNOWN[kind] });
  }
  if (findObstacle(tenant, context, first) === undefined) {
    const verbs = planQuestion(tenant, context.consentUrl);
    return { answer: { kind: 'verbs', verbs }, outcome: 'consent-asked' };
  }
  return connectNewcomer(call, tenant, { ...context, log }, first);
}

/**
 * Answers a leg of ours that somebody whom we rang has forwarded back to us: the assistant would talk to
 * it, or it would ring the same people again. The caller at its other end may leave a message.
 */
function answerOwnLeg(
  tenant: Tenant,
  { chain, log }: Pick<IncomingCallServices, 'chain' | 'log'>,
): IncomingCallAnswer {
  log.warn('call.own_leg', 'A leg of our own comes back: a number that we ring forwards here');
  const verbs = planFallback(tenant, chain, findVoicemailStep(tenant) ?? CHAIN_END);
  return { answer: { kind: 'verbs', verbs }, outcome: 'own-leg' };
}

/** How long the caller has to press the key. */
const KEY_TIMEOUT_SECONDS = 6;

/** Silence leads to the same address, without a key. */
function planQuestion(tenant: Tenant, consentUrl: string): VoiceVerb[] {
  return [
    {
      kind: 'gather',
      speeches: [speakQuestion(tenant)],
      timeoutSeconds: KEY_TIMEOUT_SECONDS,
      actionUrl: consentUrl,
      actionMethod: 'POST',
    },
    { kind: 'redirect', url: consentUrl },
  ];
}

/** Connects a caller to the tenant's assistant or queue; if both fail, the fallback speaks. */
export async function connectNewcomer(
  call: IncomingCall,
  tenant: Tenant,
  context: AnswerServices,
  attempt: Attempt,
): Promise<NewcomerAnswer> {
  const connected = await connectAssistant(call, tenant, context, attempt);
  const consent = tenant.recording === undefined ? undefined : attempt.consent;
  return answerNewcomer(connected, { ...call, consent }, tenant, context);
}
