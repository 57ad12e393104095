import type { CallbackLegContext } from '../callback/answer-callback';
import type { FrontContext } from '../queue/call-front';
import type { LeftContext } from '../queue/left';
import type { WaitContext } from '../queue/leave-queue';
import type { CallbackContext } from '../callback/ring-request';
import { callbackLinks, placeCallback } from '../twilio/callback-leg';
import { createCallbackStore } from '../twilio/callback-store';
import { buildChainContext, type ChainCall } from '../twilio/chain-links';
import { queueCookies, queueLinks } from '../twilio/queue';
import { createQueueRest } from '../twilio/queue-rest';
import type { VoiceAnswer } from '../twiml/voice-answer';
import { buildConnectContext } from './connect-services';
import type { FunctionRequest } from './function-request';
import type { CallCookie } from './responses';
import { pointAtSync } from './rest-client';
import { findTenant, findTenantById } from './tenants';

/** One answer of Twilio's must not take the time of what follows it. */
const MOST_REST_MS = 2_500;

/** Sync is asked while callers hear nothing: a slow one counts as one that is down. */
const MOST_SYNC_MS = 1_500;

/** Returns what keeping requests and calling people back needs, for one request. */
export function buildCallbackContext(request: FunctionRequest): CallbackContext {
  const { origin = '', config, createRestClient } = request;
  return {
    ...buildConnectContext(request),
    nowMs: Date.now,
    callbacks: {
      store: createCallbackStore(() => pointAtSync(createRestClient(MOST_SYNC_MS), config)),
      links: callbackLinks,
      call: (call) => placeCallback(createRestClient(MOST_REST_MS), origin, call),
    },
  };
}

/** Returns what answering somebody who was called back needs, for one request. */
export function buildCallbackLegContext(
  call: ChainCall,
  request: FunctionRequest,
): CallbackLegContext {
  return {
    ...buildCallbackContext(request),
    chain: buildChainContext(call),
    findTenant: (calledNumber) => findTenant(calledNumber, request),
  };
}

/** Returns what answering a waiting caller needs, for one request. */
export function buildWaitContext(request: FunctionRequest): WaitContext {
  const { origin = '', createRestClient } = request;
  return {
    ...buildCallbackContext(request),
    queueLinks,
    findTenant: (calledNumber) => findTenant(calledNumber, request),
    moveCall: async (callSid, path) => {
      const url = origin + path;
      await createRestClient(MOST_REST_MS).calls(callSid).update({ url, method: 'POST' });
    },
  };
}

/** Returns what answering a caller before or after the line needs, for one request. */
export function buildQueueingContext(call: ChainCall, request: FunctionRequest): LeftContext {
  return {
    ...buildConnectContext(request),
    chain: buildChainContext(call),
    queueLinks,
    nowMs: Date.now,
    findTenant: (calledNumber) => findTenant(calledNumber, request),
  };
}

/** Returns what giving a free line to the front needs, for one message of Vapi's. */
export function buildFrontContext(request: FunctionRequest): FrontContext {
  const { origin = '', createRestClient } = request;
  return {
    ...buildCallbackContext(request),
    queueLinks,
    origin,
    findTenant: (calledNumber) => findTenant(calledNumber, request),
    findTenantById: (id) => findTenantById(id, request),
    rest: createQueueRest(() => createRestClient(MOST_REST_MS)),
  };
}

/** Longer than anybody waits. */
const PROBE_SECONDS = 6 * 60 * 60;

/**
 * Returns the cookie of an answer that leads into the line. Whether it comes back with the line's
 * requests tells whether Twilio keeps cookies there, which is not documented.
 */
export function findProbe(answer: VoiceAnswer): CallCookie | undefined {
  const leadsIntoLine =
    answer.kind === 'verbs' && answer.verbs.some(({ kind }) => kind === 'enqueue');
  if (!leadsIntoLine) return undefined;
  return { name: queueCookies.probe, value: '1', maxAgeSeconds: PROBE_SECONDS };
}
