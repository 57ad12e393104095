import {
  type ConnectServices,
  connectAssistant,
  type NoAssistantReason,
} from '../assistant/connect-assistant';
import { reportMet } from '../bounds/hourly';
import { bounds } from '../config/bounds';
import { speakSentence } from '../speech/sentences';
import { NEWCOMER, planWithoutAssistant, type QueueingServices } from '../queue/enqueue';
import { parseConsent } from '../recording/consent';
import type { TenantMatch } from '../tenants/directory';
import type { Tenant } from '../tenants/tenant';
import type { TransferCaller } from '../twilio/transfer-events';
import type { TransferRest } from '../twilio/transfer-rest';
import type { VoiceAnswer } from '../twiml/voice-answer';
import { parseOutcome, type TransferOutcome } from './outcome';
import { hangUpAll } from './round';

/** What a caller gets after a transfer, and how the transfer went. */
export interface ReturnedAnswer {
  readonly answer: VoiceAnswer;
  /** `asks-again`: logged only after Twilio has asked again. */
  readonly outcome: TransferOutcome | 'asks-again';
}

export interface ReturnedServices extends ConnectServices, QueueingServices {
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly rest: Pick<TransferRest, 'hangUp'>;
  /** Returns the address of this same request, with how the transfer went. */
  readonly buildReturnedUrl: (outcome: TransferOutcome) => string;
}

/**
 * Answers a caller who left the conference: with the assistant again, the fallback, or a goodbye.
 * Twilio also sends this request when we have moved the caller elsewhere, and then ignores the
 * answer. So our first answer only redirects back here, and nothing starts for a caller who is
 * already in other hands.
 */
export async function answerReturned(
  caller: TransferCaller,
  context: ReturnedServices,
): Promise<ReturnedAnswer> {
  const outcome = decideAfterTransfer(caller);
  if (outcome !== 'caller-left' && parseOutcome(caller.outcome) === undefined) {
    const url = context.buildReturnedUrl(outcome);
    return { answer: { kind: 'verbs', verbs: [{ kind: 'redirect', url }] }, outcome: 'asks-again' };
  }
  const { tenant } = await context.findTenant(caller.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  log.info('transfer.ended', 'A transfer is over', {
    outcome,
    destination: caller.round.destination,
  });
  if (outcome === 'caller-left') {
    await hangUpAll(caller.round.legSids, { rest: context.rest, log });
    return { answer: { kind: 'verbs', verbs: [{ kind: 'hangup' }] }, outcome };
  }
  return { answer: await continueCall(caller, outcome, tenant, { ...context, log }), outcome };
}

/**
 * If we did not take the caller out, the conference ended because a person talked with them and
 * left.
 */
function decideAfterTransfer({ isCallLive, outcome, dialStatus }: TransferCaller): TransferOutcome {
  if (!isCallLive) return 'caller-left';
  const known = parseOutcome(outcome);
  if (known !== undefined) return known;
  return /^(failed|busy|no-answer|canceled)$/.test(dialStatus) ? 'failed' : 'accepted';
}

async function continueCall(
  caller: TransferCaller,
  outcome: TransferOutcome,
  tenant: Tenant,
  context: ReturnedServices,
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
  let reason: NoAssistantReason | undefined;
  const { transfers } = caller.round;
  const isEnough = transfers >= bounds.transfersPerCall;
  if (next === 'assistant' && isEnough) reportMet('transfersPerCall', tenant.id, context.log);
  if (next === 'assistant' && !isEnough) {
    const connected = await connectAssistant(caller, tenant, context, {
      // A request of its own may ask Vapi afresh: the caller has talked since the first one.
      priorPosts: 0,
      transfers,
      consent: parseConsent(caller.round.consent ?? ''),
      variables: {
        transferOutcome: outcome,
        transferDestination: caller.round.destination,
        transferSummary: caller.round.summary,
      },
      firstWords: speakSentence(outcome === 'accepted' ? 'backAfterTalk' : 'backUnanswered', tenant)
        .text,
    });
    if (connected.answer !== undefined) return connected.answer;
    reason = connected.outcome;
  }
  const { consent } = caller.round;
  const state = { ...NEWCOMER, posts: 1, isFirst: false, consent, transfers };
  return { kind: 'verbs', verbs: planWithoutAssistant(tenant, { reason, state }, context).verbs };
}
