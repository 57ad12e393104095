import { bounds } from '../config/bounds';
import type { Config } from '../config/config';
import { isOutage } from '../config/outage';
import type { Secret } from '../config/secret';
import { isAiDisclosed } from '../front-door/decide-front-door';
import { reportDisclosure, speakAnnouncements } from '../front-door/words';
import type { Logger } from '../log/logger';
import { planRecording, type RecordingConsent, type RecordingPlan } from '../recording/consent';
import type { AssistantReference, OwnValues, Tenant } from '../tenants/tenant';
import type { StreamBeginning } from '../twilio/assistant-ended';
import type { IncomingCall } from '../twilio/incoming-call';
import type { StreamHooks, VoiceAnswer, VoiceVerb } from '../twiml/voice-answer';
import type { CreatedCall } from '../vapi/answer';
import type { VapiClient } from '../vapi/client';
import type { EventsServerOptions } from '../vapi/events-server';
import type { FailureReason } from '../vapi/failure';
import type { TransferToolOptions } from '../vapi/transfer-tool';
import type { Breaker } from './breaker';
import { buildCallRequest } from './build-call-request';
import { createAssistantCall } from './create-call';
import { MIN_TRY_MS } from './retry';

/** Why a caller does not get the assistant. */
export type NoAssistantReason =
  | 'caller-left'
  | 'outage'
  | 'no-assistant'
  | 'no-api-key'
  | 'breaker-open'
  | 'asked-enough'
  | 'no-time'
  | FailureReason;

/** Reasons that may be gone in a moment: a caller who can wait should. */
export const WORTH_WAITING: ReadonlySet<NoAssistantReason> = new Set([
  'full',
  'rate-limited',
  'no-time',
]);

export interface ConnectServices {
  readonly config: Config;
  readonly vapi: VapiClient;
  /** Returns the breaker for all who use this key. */
  readonly getBreaker: (apiKeyEnv: string) => Breaker;
  /** Returns where Twilio reports about the stream that begins like this. */
  readonly buildHooks: (beginning: StreamBeginning) => StreamHooks;
  /** Returns the tool that lets the assistant transfer the caller, if it can. */
  readonly offerTransfer: (
    tenant: Tenant,
    call: IncomingCall,
    facts: { readonly consent: RecordingConsent | undefined; readonly transfers: number },
  ) => TransferToolOptions | undefined;
  /** Returns where Vapi reports about a call, if it sends us messages. */
  readonly offerEvents: (tenant: Tenant, call: IncomingCall) => EventsServerOptions | undefined;
  /** Returns where Twilio reports about a call's recording; undefined = nowhere. */
  readonly buildRecordingUrl: (call: IncomingCall) => string | undefined;
  /** What the request's deadline leaves, with time kept for the answer itself. */
  readonly remainingMs: () => number;
  readonly log: Logger;
}

/** What has happened to the caller before. */
export interface Attempt {
  /** `POST /call` requests that this call has made before. */
  readonly priorPosts: number;
  /** Transfers that it has begun before. Default 0. */
  readonly transfers?: number;
  /** How many this attempt may make at most; by default what the call has left. */
  readonly maxPosts?: number;
  /** Variables that tell the assistant what has happened to the caller. */
  readonly variables?: OwnValues;
  /** The assistant's first sentence, instead of its own; squads always begin as configured. */
  readonly firstWords?: string;
  /** What the caller answered about recording. An unknown answer counts as a refusal. */
  readonly consent?: RecordingConsent | undefined;
  /** Whether this is the call's first stream: announcement and recording come once, before it. */
  readonly isFirst?: boolean;
}

/** The assistant's answer, or why there is none. */
export type Connected =
  | {
      readonly answer: VoiceAnswer;
      readonly outcome: 'assistant';
      readonly call: CreatedCall;
    }
  | { readonly answer?: undefined; readonly outcome: NoAssistantReason };

/** Returns what keeps a caller from the assistant, as far as that is known without asking Vapi. */
export function findObstacle(
  tenant: Tenant,
  context: ConnectServices,
  attempt: Attempt,
): NoAssistantReason | undefined {
  const means = findMeans(tenant, context, attempt);
  if (typeof means === 'string') return means;
  return means.breaker.isOpen(context.config.breaker) ? 'breaker-open' : undefined;
}

/** What asking Vapi needs. */
interface Means {
  readonly assistant: AssistantReference;
  readonly apiKey: Secret;
  readonly baseUrl: string;
  readonly breaker: Breaker;
}

function findMeans(
  tenant: Tenant,
  { config, getBreaker, remainingMs }: ConnectServices,
  { priorPosts }: Attempt,
): Means | NoAssistantReason {
  if (isOutage(config.outage, tenant)) return 'outage';
  const { assistant, apiKeyEnv } = tenant;
  if (assistant === undefined) return 'no-assistant';
  if (priorPosts >= bounds.postsPerConversation) return 'asked-enough';
  const apiKey = config.findSecret(apiKeyEnv);
  if (apiKey === undefined) return 'no-api-key';
  if (remainingMs() < MIN_TRY_MS) return 'no-time';
  const baseUrl = config.findVapiUrl(apiKeyEnv);
  return { assistant, apiKey, baseUrl, breaker: getBreaker(apiKeyEnv) };
}

/**
 * Creates a call at Vapi for the tenant's assistant and connects the caller to it; never throws.
 */
export async function connectAssistant(
  call: IncomingCall,
  tenant: Tenant,
  context: ConnectServices,
  attempt: Attempt,
): Promise<Connected> {
  // Each call at Vapi holds a slot, and nobody would come.
  if (!call.isCallLive) return { outcome: 'caller-left' };
  const { config, log } = context;
  const means = findMeans(tenant, context, attempt);
  if (means === 'no-api-key') {
    const { apiKeyEnv } = tenant;
    log.error('config.key_missing', `${apiKeyEnv} ${config.explainSecret(apiKeyEnv)}`);
  }
  if (typeof means === 'string') return { outcome: means };
  const { assistant, breaker, ...access } = means;
  if (!breaker.admits(config.breaker)) return { outcome: 'breaker-open' };

  const { transfers = 0 } = attempt;
  const { consent, plan } = decideRecording(tenant, attempt, log);
  log.info('vapi.call_creating', `Creating Vapi inbound call for tenant: ${nameOf(tenant)}`);
  const created = await createAssistantCall(
    {
      ...buildCallRequest(call, tenant, assistant, {
        ...attempt,
        consent,
        closedByHand: config.closedByHand.get(tenant.id),
      }),
      recordingEnabled: plan.byVapi,
      transferTool: context.offerTransfer(tenant, call, { consent, transfers }),
      eventsServer: context.offerEvents(tenant, call),
    },
    {
      ...context,
      ...access,
      maxPosts: Math.min(
        bounds.postsPerConversation - attempt.priorPosts,
        attempt.maxPosts ?? bounds.postsPerConversation,
      ),
      streamHosts: config.vapi.streamHosts,
      timeoutMs: config.vapi.timeoutMs,
    },
  );
  recordOutcome(created.failure?.reason, breaker, tenant, context);
  if (created.failure !== undefined) return { outcome: created.failure.reason };
  const { twiml, call: vapiCall } = created;
  const { vapiCallId } = vapiCall;
  log.info('vapi.call_created', 'Successfully created Vapi inbound call', { vapiCallId });
  const hooks = context.buildHooks({
    vapiCallId,
    postCount: attempt.priorPosts + created.postCount,
    transfers,
    connectedAtMs: Date.now(),
    tenantId: tenant.id,
    consent,
    next: twiml.next,
  });
  const before = attempt.isFirst === true ? planBefore(call, tenant, context, attempt) : [];
  const answer = { kind: 'assistant' as const, stream: twiml.stream, hooks, before };
  return { answer, outcome: 'assistant', call: vapiCall };
}

/** A tenant without recording settings has no consent, and its calls stay as they are. */
function decideRecording(
  { recording }: Tenant,
  { consent = 'refused' }: Attempt,
  log: Logger,
): { readonly consent: RecordingConsent | undefined; readonly plan: RecordingPlan } {
  const plan = planRecording(recording, consent);
  if (recording === undefined) return { consent: undefined, plan };
  log.info('recording.decided', 'Who records the call', { consent, ...plan });
  return { consent, plan };
}

/** Callers hear the announcements before the recording begins. */
function planBefore(
  call: IncomingCall,
  tenant: Tenant,
  { buildRecordingUrl, log }: ConnectServices,
  { consent = 'refused' }: Attempt,
): VoiceVerb[] {
  const ai = call.door.isAiDisclosed !== true && isAiDisclosed(tenant, call.callerPlace);
  const speeches = speakAnnouncements(tenant, { ai, recording: consent === 'announced' });
  if (ai) reportDisclosure(speeches, log);
  const announcements = speeches.map((speech): VoiceVerb => ({ kind: 'say', speech }));
  const started: VoiceVerb = { kind: 'start-recording', statusUrl: buildRecordingUrl(call) };
  const { byTwilio } = planRecording(tenant.recording, consent);
  return [...announcements, ...(byTwilio ? [started] : [])];
}

/** The failures that mean Vapi itself is down. All others may concern one tenant or account. */
const SERVICE_FAILS: ReadonlySet<FailureReason | undefined> = new Set([
  'timeout',
  'unreachable',
  'connection-lost',
  'server-error',
  'malformed-answer',
]);

function recordOutcome(
  reason: FailureReason | undefined,
  breaker: Breaker,
  { apiKeyEnv }: Tenant,
  { config, log }: ConnectServices,
): void {
  const works = !SERVICE_FAILS.has(reason);
  if (!breaker.record(works, config.breaker)) return;
  if (works) {
    log.info('vapi.breaker_closed', 'Vapi works again: callers get their assistant', { apiKeyEnv });
  } else {
    log.error('vapi.breaker_opened', 'Vapi failed repeatedly: callers get the fallback at once', {
      apiKeyEnv,
      reason,
      ...config.breaker,
    });
  }
}

const MEANT: ReadonlySet<NoAssistantReason> = new Set(['outage', 'asked-enough', 'caller-left']);

/** Writes the log entry that says why a caller gets the fallback. */
export function reportFallback(log: Logger, outcome: NoAssistantReason): void {
  // These are intended: logged as errors, they would raise an alert for every such call.
  const write = MEANT.has(outcome) ? log.info : log.error;
  write('call.fallback', 'The caller hears the fallback', { outcome });
}

function nameOf({ name, id }: Tenant): string {
  return name ?? id;
}

/**
 * How Vapi is asked on behalf of a waiting caller: once, since answering a report leaves no time
 * for more.
 */
export const ON_BEHALF: Attempt = { priorPosts: 0, maxPosts: 1 };
