import { isOutage } from '../config/outage';
import type { TextServices } from '../texts/send-text';
import { readAttestation } from '../twilio/attestation';
import { sendCallerText } from '../twilio/rest';
import { buildTextStatusPath } from '../twilio/text-status';
import { buildBoundStore } from './bound-store';
import type { FunctionRequest } from './function-request';
import { findTenant } from './tenants';

/** One answer of Twilio's must not take the time of what follows it. */
const MAX_SEND_MS = 2_500;

/** Returns what texting a caller needs, for one request. */
export function buildTextServices(request: FunctionRequest): TextServices {
  const { config, log, origin, createRestClient } = request;
  return {
    bounds: { store: buildBoundStore(request), nowMs: Date.now, log },
    secret: config.eventsSecrets[0],
    isOutage: (tenant) => isOutage(config.outage, tenant),
    isOwnNumber: async (number) => (await findTenant(number, request)).found === 'tenant',
    readAttestation: (callSid) => readAttestation(createRestClient(MAX_SEND_MS), callSid),
    buildStatusUrl: (text) =>
      origin === undefined ? undefined : origin + buildTextStatusPath(text),
    sendText: (text) => sendCallerText(createRestClient(MAX_SEND_MS), text),
  };
}
