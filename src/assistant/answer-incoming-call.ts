import type { Config } from '../config/config';
import { version } from '../config/version';
import type { Logger } from '../log/logger';
import { maskNumber } from '../log/redact';
import type { TenantDirectory } from '../tenants/directory';
import { planFallback } from '../tenants/fallback';
import type { AssistantReference, Tenant } from '../tenants/tenant';
import type { IncomingCall } from '../twilio/incoming-call';
import type { VoiceAnswer } from '../twiml/voice-answer';
import type { CallRequest } from '../vapi/call-request';
import type { VapiClient } from '../vapi/client';
import type { FailureReason } from '../vapi/failure';
import { createAssistantCall } from './create-call';

/** How an incoming call was answered: by the assistant, or why by the fallback. */
export type IncomingCallOutcome = 'assistant' | 'no-assistant' | 'no-api-key' | FailureReason;

/** What the caller hears, and why. */
export interface IncomingCallAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: IncomingCallOutcome;
}

/** What answering a call needs of its request. */
export interface AnswerContext {
  readonly config: Config;
  readonly tenants: TenantDirectory;
  readonly vapi: VapiClient;
  /** What the request's deadline leaves, with time kept for the answer itself. */
  readonly remainingMs: () => number;
  readonly log: Logger;
}

/** Finds whose call it is and connects it to their assistant; on any failure their fallback speaks. */
export async function answerIncomingCall(
  call: IncomingCall,
  context: AnswerContext,
): Promise<IncomingCallAnswer> {
  const { config, tenants, remainingMs } = context;
  const { tenant, found } = await tenants.find(call.calledNumber, {
    environment: config.vapi,
    log: context.log,
    timeoutMs: Math.max(1, remainingMs() / 3),
  });
  const log = context.log.with({ tenantId: tenant.id });
  log.info('call.received', 'Incoming call', {
    called: maskNumber(call.calledNumber),
    caller: call.caller.kind === 'number' ? maskNumber(call.caller.number) : call.caller.kind,
    tenantFound: found,
  });

  const fallback = (outcome: IncomingCallOutcome): IncomingCallAnswer => {
    log.error('call.fallback', 'The caller hears the fallback', { outcome });
    return { answer: { kind: 'fallback', actions: planFallback(tenant) }, outcome };
  };
  if (tenant.assistant === undefined) return fallback('no-assistant');
  const apiKey = config.findSecret(tenant.apiKeyEnv);
  if (apiKey === undefined) {
    log.error('config.key_missing', `${tenant.apiKeyEnv} is not set or not usable`);
    return fallback('no-api-key');
  }

  log.info('vapi.call_creating', `Creating Vapi inbound call for tenant: ${nameOf(tenant)}`);
  const created = await createAssistantCall(buildCallRequest(call, tenant, tenant.assistant), {
    ...context,
    apiKey,
    streamHosts: config.vapi.streamHosts,
    timeoutMs: config.vapi.timeoutMs,
    log,
  });
  if (created.failure !== undefined) return fallback(created.failure.reason);
  const { document, vapiCallId } = created;
  log.info('vapi.call_created', 'Successfully created Vapi inbound call', { vapiCallId });
  return { answer: { kind: 'assistant', document }, outcome: 'assistant' };
}

function nameOf({ name, id }: Tenant): string {
  return name ?? id;
}

function buildCallRequest(
  call: IncomingCall,
  tenant: Tenant,
  assistant: AssistantReference,
): CallRequest {
  const { caller, callSid } = call;
  const ids = { tenantId: tenant.id, callSid };
  return {
    assistant,
    phoneNumberId: tenant.phoneNumberId,
    name: tenant.name,
    caller,
    callerName: call.callerName,
    callSid,
    variables: {
      ...tenant.variables,
      ...(tenant.name === undefined ? {} : { businessName: tenant.name }),
      ...ids,
      ...(caller.kind === 'number' ? { callerNumber: caller.number } : {}),
    },
    metadata: { ...tenant.metadata, ...ids, switchboardVersion: version },
  };
}
