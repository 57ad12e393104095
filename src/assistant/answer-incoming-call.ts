import { type ChainContext, planFallback } from '../fallback/chain';
import { maskNumber } from '../log/redact';
import type { TenantMatch } from '../tenants/directory';
import type { IncomingCall } from '../twilio/incoming-call';
import type { VoiceAnswer } from '../twiml/voice-answer';
import {
  type ConnectContext,
  connectAssistant,
  type NoAssistantReason,
  reportFallback,
} from './connect-assistant';

/** How an incoming call was answered: by the assistant, or why by the fallback. */
export type IncomingCallOutcome = 'assistant' | NoAssistantReason;

/** What the caller hears, and why. */
export interface IncomingCallAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: IncomingCallOutcome;
}

/** What answering a call needs of its request. */
export interface AnswerContext extends ConnectContext {
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly chain: ChainContext;
}

/** Finds whose call it is and connects it to their assistant; on any failure their fallback speaks. */
export async function answerIncomingCall(
  call: IncomingCall,
  context: AnswerContext,
): Promise<IncomingCallAnswer> {
  const { tenant, found } = await context.findTenant(call.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  log.info('call.received', 'Incoming call', {
    called: maskNumber(call.calledNumber),
    caller: call.caller.kind === 'number' ? maskNumber(call.caller.number) : call.caller.kind,
    tenantFound: found,
  });
  const attempt = { priorPosts: 0 };
  const { answer, outcome } = await connectAssistant(call, tenant, { ...context, log }, attempt);
  if (answer !== undefined) return { answer, outcome };
  reportFallback(log, outcome);
  return { answer: { kind: 'verbs', verbs: planFallback(tenant, context.chain) }, outcome };
}
