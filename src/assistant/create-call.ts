import { setTimeout as sleep } from 'node:timers/promises';
import type { Secret } from '../config/secret';
import type { Logger } from '../log/logger';
import type { CreateCallResult, CreatedCall } from '../vapi/answer';
import type { CallRequest } from '../vapi/call-request';
import type { CreateCallOptions, VapiClient } from '../vapi/client';
import type { VapiFailure } from '../vapi/failure';
import { classifyTwiml, type ReducedTwiml } from './classify-twiml';
import { decideRetry, type RetryDecision } from './retry';
import { findTrustedControlUrl } from './trusted-url';

/** A call at Vapi whose stream callers can be connected to, or why there is none. */
export type AssistantCall =
  | {
      readonly twiml: Pick<ReducedTwiml, 'stream' | 'next'>;
      readonly call: CreatedCall;
      readonly failure?: undefined;
    }
  | { readonly twiml?: undefined; readonly failure: VapiFailure };

/** The same, with the number of requests that it took. */
export type CreatedAssistantCall = AssistantCall & { readonly postCount: number };

export interface CreateCallServices {
  readonly vapi: VapiClient;
  readonly apiKey: Secret;
  /** Vapi's address for the key. */
  readonly baseUrl: string;
  /** How many requests may be made; 1 = no retry. */
  readonly maxPosts: number;
  readonly streamHosts: readonly string[];
  /** Longest wait for one answer; undefined = whatever is left. */
  readonly timeoutMs: number | undefined;
  /** What the deadline leaves for Vapi at this moment. */
  readonly remainingMs: () => number;
  readonly log: Logger;
}

/** Asks Vapi for a call, twice at most; never throws and never outlasts `remainingMs`. */
export async function createAssistantCall(
  request: CallRequest,
  context: CreateCallServices,
): Promise<CreatedAssistantCall> {
  const first = classifyAnswer(await tryOnce(request, context, {}), context);
  if (first.failure === undefined) return { ...first, postCount: 1 };

  const decision = decideAgain(first.failure, context);
  context.log.warn('vapi.call_failed', 'Vapi created no call', {
    ...first.failure,
    again: decision.again,
    why: decision.why,
  });
  if (!decision.again) return { ...first, postCount: 1 };

  if (decision.waitMs > 0) await sleep(decision.waitMs);
  const { freshConnection, without } = decision;
  const second = classifyAnswer(
    await tryOnce(request, context, { freshConnection, without }),
    context,
  );
  if (second.failure !== undefined) {
    context.log.warn('vapi.call_failed', 'Vapi created no call', {
      ...second.failure,
      again: false,
    });
  }
  return { ...second, postCount: 2 };
}

function decideAgain(
  failure: VapiFailure,
  { maxPosts, remainingMs }: CreateCallServices,
): RetryDecision {
  if (maxPosts < 2) return { again: false, why: 'the call has asked before' };
  return decideRetry(failure, remainingMs(), Math.random());
}

function tryOnce(
  request: CallRequest,
  { vapi, apiKey, baseUrl, timeoutMs = Infinity, remainingMs }: CreateCallServices,
  options: Pick<CreateCallOptions, 'freshConnection' | 'without'>,
): Promise<CreateCallResult> {
  const leftMs = Math.max(1, Math.floor(Math.min(timeoutMs, remainingMs())));
  return vapi.createCall(request, { apiKey, baseUrl, timeoutMs: leftMs, ...options });
}

function classifyAnswer(
  { call, failure }: CreateCallResult,
  { streamHosts, log }: CreateCallServices,
): AssistantCall {
  if (call === undefined) return { failure };
  const { reduced, defect } = classifyTwiml(call.twiml, streamHosts);
  if (reduced === undefined) {
    return { failure: { reason: 'unsafe-twiml', detail: defect, callExists: 'yes' } };
  }
  const { dropped, ...twiml } = reduced;
  if (dropped.length > 0) {
    log.warn('vapi.twiml_reduced', "Parts of Vapi's document are left out", { dropped });
  }
  return {
    twiml,
    call: { ...call, controlUrl: findTrustedControlUrl(call.controlUrl, streamHosts) },
  };
}
