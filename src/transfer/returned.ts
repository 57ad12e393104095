import {
  type ConnectContext,
  connectAssistant,
  reportFallback,
} from '../assistant/connect-assistant';
import { describeError } from '../log/logger';
import { type ChainContext, planFallback } from '../fallback/chain';
import { speakSentence } from '../fallback/sentences';
import type { TenantMatch } from '../tenants/directory';
import type { Tenant } from '../tenants/tenant';
import type { TransferCaller } from '../twilio/transfer-events';
import type { TransferRest } from '../twilio/transfer-rest';
import type { VoiceAnswer } from '../twiml/voice-answer';
import { parseOutcome, type TransferOutcome } from './outcome';

/** What a caller gets after a transfer, and how the transfer went. */
export interface ReturnedAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: TransferOutcome | 'moved';
}

/** What answering needs of its request. */
export interface ReturnedContext extends ConnectContext {
  readonly chain: ChainContext;
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly rest: Pick<TransferRest, 'findLastRoom'>;
}

/** Answers a caller who left the room: with the assistant once more, the fallback, or a goodbye. */
export async function answerReturned(
  caller: TransferCaller,
  context: ReturnedContext,
): Promise<ReturnedAnswer> {
  const outcome = await judgeTransfer(caller, context);
  const { tenant } = await context.findTenant(caller.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  if (outcome === 'moved') {
    // Twilio asks what follows the room although it takes the caller elsewhere. Should it go by the
    // answer after all, the caller hears something.
    return { answer: { kind: 'verbs', verbs: planFallback(tenant, context.chain) }, outcome };
  }
  log.info('transfer.ended', 'A transfer is over', {
    outcome,
    destination: caller.round.destination,
  });
  if (outcome === 'caller-left') {
    return { answer: { kind: 'verbs', verbs: [{ kind: 'hangup' }] }, outcome };
  }
  return { answer: await goOn(caller, outcome, tenant, { ...context, log }), outcome };
}

async function judgeTransfer(
  { isCallLive, outcome, dialStatus, round }: TransferCaller,
  context: ReturnedContext,
): Promise<TransferOutcome | 'moved'> {
  if (!isCallLive) return 'caller-left';
  const known = parseOutcome(outcome);
  if (known !== undefined) return known;
  if (/^(failed|busy|no-answer|canceled)$/.test(dialStatus)) return 'failed';
  return (await wasMoved(round, context)) ? 'moved' : 'accepted';
}

/**
 * Where a person talked with the caller, their leaving ended the room; where we take the caller to
 * another document, the caller's. What cannot be seen counts as a talk: then something follows.
 */
async function wasMoved(
  { room, callSid }: TransferCaller['round'],
  { rest, log }: ReturnedContext,
): Promise<boolean> {
  try {
    const last = await rest.findLastRoom(room);
    return last !== undefined && (!last.isOver || last.endedBy === callSid);
  } catch (error) {
    log.warn('transfer.unread', 'Twilio does not show the room', describeError(error));
    return false;
  }
}

async function goOn(
  caller: TransferCaller,
  outcome: TransferOutcome,
  tenant: Tenant,
  context: ReturnedContext,
): Promise<VoiceAnswer> {
  const { onFailure = 'assistant', afterTalk = onFailure } = tenant.transfer ?? {};
  const next = outcome === 'accepted' ? afterTalk : onFailure;
  if (next === 'hangup') {
    const name = outcome === 'accepted' ? 'goodbye' : 'unavailable';
    return {
      kind: 'verbs',
      verbs: [{ kind: 'say', speech: speakSentence(name, tenant) }, { kind: 'hangup' }],
    };
  }
  if (next === 'assistant') {
    const { answer, outcome: reason } = await connectAssistant(caller, tenant, context, {
      // A call of its own, in a webhook of its own: the caller has talked since the first.
      priorPosts: 0,
      variables: {
        transferOutcome: outcome,
        transferDestination: caller.round.destination,
        transferSummary: caller.round.summary,
      },
      firstWords: speakSentence(outcome === 'accepted' ? 'backAfterTalk' : 'backUnanswered', tenant)
        .text,
    });
    if (answer !== undefined) return answer;
    reportFallback(context.log, reason);
  }
  return { kind: 'verbs', verbs: planFallback(tenant, context.chain) };
}
