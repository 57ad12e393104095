import type { Connected, NoAssistantReason } from '../assistant/connect-assistant';
import type { Config } from '../config/config';
import type { Tenant } from '../tenants/tenant';
import type { QueueState } from '../twilio/queue';
import type { VoiceAnswer } from '../twiml/voice-answer';
import type { LineCount } from '../vapi/answer';
import { NEWCOMER, planEnqueue, planWithoutAssistant, type QueueingContext } from './enqueue';
import { type QueueExit, sealExit } from './exit';

/** A caller who has got a line. */
export type ConnectedCaller = Extract<Connected, { outcome: 'assistant' }>;

/** What a newcomer gets, and why. */
export interface NewcomerAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: 'assistant' | 'queued' | 'passes-line' | NoAssistantReason;
}

/** What deciding needs of its request. */
export interface NewcomerContext extends QueueingContext {
  readonly config: Config;
  readonly nowMs: () => number;
}

/** A call that Vapi made is taken soon, or it gives it up. */
export const EXIT_SECONDS = 15;

/**
 * Answers a newcomer: with the assistant, with a place in the line where all lines are taken, or with
 * the fallback. Nobody is overtaken, and no request more is made: whoever gets a line while somebody
 * may be waiting passes through the queue with it, for Twilio tells there who is at the front.
 */
export function answerNewcomer(
  connected: Connected,
  { callSid, consent }: { readonly callSid: string; readonly consent: string | undefined },
  tenant: Tenant,
  context: NewcomerContext,
): NewcomerAnswer {
  const state: QueueState = { ...NEWCOMER, consent };
  if (connected.answer === undefined) {
    const reason = connected.outcome;
    const { verbs, outcome } = planWithoutAssistant(tenant, { reason, state }, context);
    const answer: VoiceAnswer = { kind: 'verbs', verbs };
    return { answer, outcome: outcome === 'queued' ? outcome : reason };
  }
  const { answer, outcome, call } = connected;
  const secret = context.config.findSecret(tenant.apiKeyEnv);
  if (secret === undefined || !mayOvertake(tenant, call.lines)) return { answer, outcome };
  const expiresAtMs = context.nowMs() + EXIT_SECONDS * 1_000;
  const kept = sealExit({ exit: exitToAssistant(connected), callSid, expiresAtMs }, secret);
  if (kept === undefined) return { answer, outcome };
  const verbs = planEnqueue(tenant, { ...state, posts: 1, kept }, context.queueLinks);
  return { answer: { kind: 'verbs', verbs }, outcome: 'passes-line' };
}

/**
 * Tells whether somebody may be waiting for the line that a newcomer got: a line is free for a moment
 * after each talk, until whoever is at the front asks. With half of the lines free nobody waits. Vapi
 * does not always tell; its count may or may not take in the call itself.
 */
export function mayOvertake({ queue }: Tenant, lines: LineCount | undefined): boolean {
  if (queue === undefined) return false;
  return lines === undefined || lines.free * 2 < lines.all;
}

/** Returns the exit that takes a caller to the assistant. */
export function exitToAssistant({ answer, call }: ConnectedCaller): QueueExit {
  const { controlUrl, vapiCallId } = call;
  return { to: 'assistant', answer, controlUrl, vapiCallId };
}
