import { type ConnectServices, connectAssistant } from '../assistant/connect-assistant';
import { findVoicemailStep, planFallback } from '../fallback/chain';
import { speakSentence } from '../speech/sentences';
import type { TenantMatch } from '../tenants/directory';
import type { Tenant } from '../tenants/tenant';
import type { QueueLeft } from '../twilio/queue';
import type { Speech, VoiceAnswer, VoiceVerb } from '../twiml/voice-answer';
import { attemptOf, planWithoutAssistant, type QueueingServices } from './enqueue';
import { type ExitServices, openExit, type QueueExit } from './exit';
import { releaseSlot } from '../assistant/release-slot';
import { decideLeft, type LeftDecision } from './decide-left';

export interface LeftAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: QueueExit['to'] | Exclude<LeftDecision['next'], 'exit' | 'try'> | 'queued';
}

export interface LeftServices extends ConnectServices, QueueingServices {
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly nowMs: () => number;
}

/** How often callers return to the queue after something went wrong in it. Then they get the fallback. */
const MAX_RETRIES = 2;

export async function answerQueueLeft(left: QueueLeft, context: LeftServices): Promise<LeftAnswer> {
  const { tenant } = await context.findTenant(left.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  const exit = findExit(left, tenant, context);
  const maxWaitSeconds = tenant.queue?.maxWaitSeconds ?? Infinity;
  const decision = decideLeft({
    ...left,
    exit,
    hasWaitedTooLong: left.waitedSeconds >= maxWaitSeconds,
  });
  const why = findWhy(decision);
  const write = 'why' in decision ? log.warn : log.info;
  write('queue.left', 'A caller has left the queue', {
    result: left.result,
    next: decision.next,
    why,
  });
  // The caller hung up on the way to their slot. Others wait for it.
  if (decision.next === 'hangup' && exit?.to === 'assistant') await releaseSlot(exit, context);
  return carryOut(decision, left, tenant, { ...context, log });
}

/** Returns what the caller left for, or the slot with which they passed through the queue. */
function findExit(
  { callSid, exit, kept = '', result }: QueueLeft,
  { apiKeyEnv }: Tenant,
  context: ExitServices,
): QueueExit | undefined {
  const owner = { callSid, apiKeyEnv };
  const mayHoldSlot = result === 'leave' || result === 'hangup';
  return (
    openExit(exit, owner, context) ?? (mayHoldSlot ? openExit(kept, owner, context) : undefined)
  );
}

function findWhy(decision: LeftDecision): string | undefined {
  if ('why' in decision) return decision.why;
  return decision.next === 'exit' && decision.exit.to === 'fallback'
    ? decision.exit.why
    : undefined;
}

async function carryOut(
  decision: LeftDecision,
  left: QueueLeft,
  tenant: Tenant,
  context: LeftServices,
): Promise<LeftAnswer> {
  const say = (verbs: readonly VoiceVerb[]): VoiceAnswer => ({ kind: 'verbs', verbs });
  switch (decision.next) {
    case 'hangup':
      return { answer: say([{ kind: 'hangup' }]), outcome: 'hangup' };
    case 'goodbye': {
      const speech = speakSentence('goodbye', tenant);
      return { answer: say([{ kind: 'say', speech }, { kind: 'hangup' }]), outcome: 'goodbye' };
    }
    case 'ask-again': {
      const url = context.queueLinks.again(left);
      return { answer: say([{ kind: 'redirect', url }]), outcome: 'ask-again' };
    }
    case 'fallback':
      return { answer: say(planFallback(tenant, context.chain)), outcome: 'fallback' };
    case 'try':
      return tryOnce(left, tenant, context);
    case 'exit':
      return handleExit(decision.exit, left, tenant, context);
  }
}

async function tryOnce(
  left: QueueLeft,
  tenant: Tenant,
  context: LeftServices,
): Promise<LeftAnswer> {
  const attempt = attemptOf(left);
  const { answer, outcome } = await connectAssistant(left, tenant, context, attempt);
  if (answer !== undefined) return { answer, outcome: 'assistant' };
  const isUsedUp = outcome === 'full' && left.retries >= MAX_RETRIES;
  const reason = isUsedUp ? 'asked-enough' : outcome;
  const state = { ...left, retries: left.retries + 1, kept: undefined };
  const planned = planWithoutAssistant(tenant, { reason, state }, context);
  return { answer: { kind: 'verbs', verbs: planned.verbs }, outcome: planned.outcome };
}

function handleExit(
  exit: QueueExit,
  left: QueueLeft,
  tenant: Tenant,
  { chain }: LeftServices,
): LeftAnswer {
  switch (exit.to) {
    case 'assistant':
      return { answer: exit.answer, outcome: 'assistant' };
    case 'voicemail': {
      const verbs = planFallback(tenant, chain, findVoicemailStep(tenant));
      return { answer: { kind: 'verbs', verbs }, outcome: 'voicemail' };
    }
    case 'callback': {
      const verbs: VoiceVerb[] = [
        { kind: 'say', speech: speakPromise(left, tenant) },
        { kind: 'hangup' },
      ];
      return { answer: { kind: 'verbs', verbs }, outcome: 'callback' };
    }
    case 'fallback':
      return { answer: { kind: 'verbs', verbs: planFallback(tenant, chain) }, outcome: 'fallback' };
  }
}

/** The request has been stored by now. */
function speakPromise({ caller }: QueueLeft, tenant: Tenant): Speech {
  const speech = speakSentence('callbackPromised', tenant);
  const digits = caller.kind === 'number' ? [...caller.number.slice(-2)].join(' ') : '';
  return { ...speech, text: speech.text.replace('{{digits}}', digits) };
}
