import { setTimeout as sleep } from 'node:timers/promises';
import { bounds } from '../config/bounds';
import { speakSentence } from '../speech/sentences';
import type { Logger } from '../log/logger';
import { NEWCOMER, planWithoutAssistant, type QueueingServices } from '../queue/enqueue';
import { parseConsent } from '../recording/consent';
import type { TenantMatch } from '../tenants/directory';
import type { Tenant } from '../tenants/tenant';
import type { AssistantEnded } from '../twilio/assistant-ended';
import type { VoiceAnswer } from '../twiml/voice-answer';
import type { CallState } from '../vapi/call-state';
import {
  type ConnectServices,
  connectAssistant,
  type NoAssistantReason,
} from '../assistant/connect-assistant';
import { findTrustedActionUrl } from '../assistant/trusted-url';
import { type EndedDecision, decideAfterStream, mayLag } from './decide-after-stream';

/** What the caller gets after the assistant's stream, and the outcome to log. */
export interface AssistantEndedAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: EndedDecision['next'] | 'sent-on' | 'reconnected' | 'queued' | 'asks-again';
}

export interface EndedServices extends ConnectServices, QueueingServices {
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly buildAskAgainUrl: (call: AssistantEnded) => string;
}

/** Finds out how the assistant's stream ended and answers with what the caller gets next. */
export async function answerAssistantEnded(
  ended: AssistantEnded,
  context: EndedServices,
): Promise<AssistantEndedAnswer> {
  const { tenant } = await context.findTenant(ended.calledNumber);
  const log = context.log.with({ tenantId: tenant.id, vapiCallId: ended.vapiCallId });
  if (mayBeMoved(ended, tenant, context)) {
    const url = context.buildAskAgainUrl(ended);
    return { answer: { kind: 'verbs', verbs: [{ kind: 'redirect', url }] }, outcome: 'asks-again' };
  }
  const state = ended.isCallLive ? await readState(ended, tenant, { ...context, log }) : undefined;
  const decision = decideAfterStream({
    isCallLive: ended.isCallLive,
    state,
    elapsedSeconds: measureElapsedSeconds(ended.connectedAtMs),
  });
  logDecision(log, decision, state);
  return carryOut(decision, ended, tenant, { ...context, log });
}

/**
 * Returns whether a transfer of ours may just have cut the stream. Twilio then asks what follows
 * although it moves the caller elsewhere, and ignores the answer. So our first answer only
 * redirects back here: for a caller who is in other hands nothing starts, and no slot is taken.
 */
function mayBeMoved(
  { isCallLive, isAskedAgain }: AssistantEnded,
  { transfer }: Tenant,
  { config }: EndedServices,
): boolean {
  const canTransfer = transfer !== undefined && config.eventsSecrets.length > 0;
  return canTransfer && isCallLive && !isAskedAgain;
}

async function carryOut(
  { next }: EndedDecision,
  ended: AssistantEnded,
  tenant: Tenant,
  context: EndedServices,
): Promise<AssistantEndedAnswer> {
  const { postCount } = ended;
  switch (next) {
    case 'hangup':
      return (
        sendOn(ended, context) ?? {
          answer: { kind: 'verbs', verbs: [{ kind: 'hangup' }] },
          outcome: next,
        }
      );
    case 'goodbye': {
      const speech = speakSentence('goodbye', tenant);
      return (
        sendOn(ended, context) ?? {
          answer: { kind: 'verbs', verbs: [{ kind: 'say', speech }, { kind: 'hangup' }] },
          outcome: next,
        }
      );
    }
    case 'reconnect': {
      const attempt = {
        priorPosts: postCount,
        transfers: ended.transfers,
        consent: parseConsent(ended.consent),
        variables: { isReconnect: true },
      };
      const connected = await connectAssistant(ended, tenant, context, attempt);
      return connected.answer === undefined
        ? answerWithout(connected.outcome, ended, tenant, context)
        : { answer: connected.answer, outcome: 'reconnected' };
    }
    case 'queue': {
      const reason = postCount >= bounds.postsPerConversation ? 'asked-enough' : 'full';
      return answerWithout(reason, ended, tenant, context);
    }
    case 'fallback':
      return answerWithout(undefined, ended, tenant, context);
  }
}

/** Returns the way to where Vapi wanted the caller after a normal end, at a host of its own. */
function sendOn(
  { isCallLive, next }: AssistantEnded,
  { config }: EndedServices,
): AssistantEndedAnswer | undefined {
  const url = findTrustedActionUrl(next?.url, config.vapi.streamHosts);
  if (!isCallLive || url === undefined || next === undefined) return undefined;
  const { method } = next;
  return {
    answer: { kind: 'verbs', verbs: [{ kind: 'redirect', url, method }] },
    outcome: 'sent-on',
  };
}

function answerWithout(
  reason: NoAssistantReason | undefined,
  { postCount, consent, transfers }: AssistantEnded,
  tenant: Tenant,
  context: EndedServices,
): AssistantEndedAnswer {
  const state = { ...NEWCOMER, posts: postCount, isFirst: false, consent, transfers };
  const { verbs, outcome } = planWithoutAssistant(tenant, { reason, state }, context);
  return { answer: { kind: 'verbs', verbs }, outcome };
}

/** A single look at Vapi must not keep the caller in silence. */
const READ_TIMEOUT_MS = 2_000;

/**
 * Vapi's record may lag behind its closing of the socket, so we look again at a call that seems
 * alive.
 */
const READ_AGAIN_AFTER_MS = [700, 1_500] as const;

/** Time kept for connecting the caller again. */
const KEPT_FOR_RECONNECT_MS = 3_000;

async function readState(
  ended: AssistantEnded,
  tenant: Tenant,
  context: EndedServices,
): Promise<CallState | undefined> {
  let state = await readOnce(ended, tenant, context);
  const elapsedSeconds = measureElapsedSeconds(ended.connectedAtMs);
  for (const pauseMs of READ_AGAIN_AFTER_MS) {
    const isTimeLeft = context.remainingMs() > pauseMs + KEPT_FOR_RECONNECT_MS;
    if (state === undefined || !mayLag(state, elapsedSeconds) || !isTimeLeft) break;
    await sleep(pauseMs);
    state = (await readOnce(ended, tenant, context)) ?? state;
  }
  return state;
}

async function readOnce(
  { vapiCallId }: AssistantEnded,
  { apiKeyEnv }: Tenant,
  { config, vapi, remainingMs, log }: EndedServices,
): Promise<CallState | undefined> {
  const apiKey = config.findSecret(apiKeyEnv);
  if (vapiCallId === undefined || apiKey === undefined) return undefined;
  const baseUrl = config.findVapiUrl(apiKeyEnv);
  const timeoutMs = Math.max(1, Math.floor(Math.min(READ_TIMEOUT_MS, remainingMs())));
  const { state, problem } = await vapi.readCall(vapiCallId, { apiKey, baseUrl, timeoutMs });
  if (problem !== undefined)
    log.warn('vapi.call_unread', 'Vapi does not show the call', { problem });
  return state;
}

/** No conversation lasts longer: a greater difference means that somebody set a clock. */
const MAX_ELAPSED_SECONDS = 12 * 60 * 60;

function measureElapsedSeconds(connectedAtMs: number | undefined): number | undefined {
  if (connectedAtMs === undefined) return undefined;
  const seconds = (Date.now() - connectedAtMs) / 1_000;
  return seconds >= 0 && seconds <= MAX_ELAPSED_SECONDS ? seconds : undefined;
}

function logDecision(
  log: Logger,
  { next, why }: EndedDecision,
  state: CallState | undefined,
): void {
  const fields = { next, why, vapiStatus: state?.status, endedReason: state?.endedReason };
  const write = next === 'hangup' || next === 'goodbye' ? log.info : log.warn;
  write('assistant.ended', "The assistant's stream has ended", fields);
}
