import type { CallbackLegServices } from '../callback/answer-callback';
import type { FrontServices } from '../queue/call-front';
import type { LeftServices } from '../queue/left';
import type { WaitServices } from '../queue/leave-queue';
import type { CallbackServices } from '../callback/ring-request';
import { callbackLinks, placeCallback } from '../twilio/callback-leg';
import { readAttestation } from '../twilio/attestation';
import { raiseTimeLimit } from '../twilio/time-limit';
import { createSyncStore, nameCallbackMap } from '../twilio/sync-store';
import type { ChainCall } from '../twilio/chain-links';
import { queueLinks } from '../twilio/queue';
import { createQueueRest } from '../twilio/queue-rest';
import { buildChain } from './chain-services';
import { buildConnectServices } from './connect-services';
import type { FunctionRequest } from './function-request';
import { buildBoundStore, MAX_SYNC_MS } from './bound-store';
import { openSync } from './rest-client';
import { findTenant, findTenantById } from './tenants';

/** One answer from Twilio must not take the time of what follows it. */
const MAX_REST_MS = 2_500;

/** Returns what storing requests and calling people back needs, for one request. */
function buildCallbackServices(request: FunctionRequest): CallbackServices {
  const { origin = '', config, createRestClient } = request;
  return {
    ...buildConnectServices(request),
    nowMs: Date.now,
    findTenant: (calledNumber) => findTenant(calledNumber, request),
    boundStore: buildBoundStore(request),
    callbacks: {
      store: createSyncStore(() => openSync(createRestClient(MAX_SYNC_MS), config), {
        nameMap: nameCallbackMap,
      }),
      links: callbackLinks,
      call: (call) => placeCallback(createRestClient(MAX_REST_MS), origin, call),
      readAttestation: (callSid) => readAttestation(createRestClient(MAX_REST_MS), callSid),
      raiseTimeLimit: (callSid) => raiseTimeLimit(createRestClient(MAX_REST_MS), callSid),
    },
  };
}

export function buildCallbackLegServices(
  call: ChainCall,
  request: FunctionRequest,
): CallbackLegServices {
  return {
    ...buildCallbackServices(request),
    chain: buildChain(call, request),
  };
}

export function buildWaitServices(request: FunctionRequest): WaitServices {
  const { origin = '', createRestClient } = request;
  return {
    ...buildCallbackServices(request),
    queueLinks,
    origin,
    rest: createQueueRest(() => createRestClient(MAX_REST_MS)),
  };
}

/** Returns what answering a caller before or after the queue needs, for one request. */
export function buildQueueingServices(call: ChainCall, request: FunctionRequest): LeftServices {
  return {
    ...buildConnectServices(request),
    chain: buildChain(call, request),
    queueLinks,
    nowMs: Date.now,
    findTenant: (calledNumber) => findTenant(calledNumber, request),
  };
}

/** Returns what giving a free slot to the front of the queue needs, for one message from Vapi. */
export function buildFrontServices(request: FunctionRequest): FrontServices {
  return {
    ...buildWaitServices(request),
    findTenantById: (id) => findTenantById(id, request),
  };
}
