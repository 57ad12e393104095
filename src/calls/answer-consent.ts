import { type AnswerServices, connectNewcomer } from './answer-incoming-call';
import type { NewcomerAnswer } from '../queue/newcomer';
import type { ConsentReply } from '../twilio/consent-reply';
import type { VoiceAnswer } from '../twiml/voice-answer';

/** What a caller gets after the question, and the outcome to log. */
export interface ConsentAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: NewcomerAnswer['outcome'] | 'caller-left';
}

/**
 * Connects a caller who was asked whether the call may be recorded. Key 1 means yes; any other key
 * or silence means no, and the call continues unrecorded. This is the first request to Vapi for the
 * call.
 */
export async function answerConsent(
  reply: ConsentReply,
  context: AnswerServices,
): Promise<ConsentAnswer> {
  if (!reply.isCallLive) {
    return { answer: { kind: 'verbs', verbs: [{ kind: 'hangup' }] }, outcome: 'caller-left' };
  }
  const { tenant } = await context.findTenant(reply.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  const consent = reply.digit === '1' ? 'given' : 'refused';
  const attempt = { priorPosts: 0, consent, isFirst: true } as const;
  return connectNewcomer(reply, tenant, { ...context, log }, attempt);
}
