import type { Connected, NoAssistantReason } from '../assistant/connect-assistant';
import type { Config } from '../config/config';
import type { Tenant } from '../tenants/tenant';
import type { QueueState } from '../twilio/queue';
import type { VoiceAnswer } from '../twiml/voice-answer';
import type { SlotCount } from '../vapi/answer';
import { NEWCOMER, planEnqueue, planWithoutAssistant, type QueueingServices } from './enqueue';
import { type QueueExit, sealExit } from './exit';

export type ConnectedCaller = Extract<Connected, { outcome: 'assistant' }>;

export interface NewcomerAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: 'assistant' | 'queued' | 'passes-queue' | NoAssistantReason;
}

export interface NewcomerServices extends QueueingServices {
  readonly config: Config;
  readonly nowMs: () => number;
}

/**
 * Answers a new caller: with the assistant, with the queue if all slots are taken, or with the
 * fallback. A new caller who gets a slot while others may be waiting passes through the queue with it,
 * because Twilio says there who is at the front. So nobody is overtaken, without a request of ours.
 */
export function answerNewcomer(
  connected: Connected,
  { callSid, consent }: { readonly callSid: string; readonly consent: string | undefined },
  tenant: Tenant,
  context: NewcomerServices,
): NewcomerAnswer {
  const state: QueueState = { ...NEWCOMER, consent };
  if (connected.answer === undefined) {
    const reason = connected.outcome;
    const { verbs, outcome } = planWithoutAssistant(tenant, { reason, state }, context);
    const answer: VoiceAnswer = { kind: 'verbs', verbs };
    return { answer, outcome: outcome === 'queued' ? outcome : reason };
  }
  const { answer, outcome, call } = connected;
  if (!mayOvertake(tenant, call.slots)) return { answer, outcome };
  const owner = { callSid, apiKeyEnv: tenant.apiKeyEnv };
  const kept = sealExit(exitToAssistant(connected), owner, context);
  if (kept === undefined) return { answer, outcome };
  const verbs = planEnqueue(tenant, { ...state, posts: 1, kept }, context.queueLinks);
  return { answer: { kind: 'verbs', verbs }, outcome: 'passes-queue' };
}

/**
 * Returns whether others may be waiting for the slot that a new caller got. After each conversation a
 * slot is free until the front caller asks for it. If half of the slots are free, nobody waits. Vapi
 * does not always say how many are free, and its count may or may not include this call.
 */
function mayOvertake({ queue }: Tenant, slots: SlotCount | undefined): boolean {
  if (queue === undefined) return false;
  return slots === undefined || slots.free * 2 < slots.all;
}

export function exitToAssistant({ answer, call }: ConnectedCaller): QueueExit {
  const { controlUrl, vapiCallId } = call;
  return { to: 'assistant', answer, controlUrl, vapiCallId };
}
