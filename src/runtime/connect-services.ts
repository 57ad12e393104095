import type { ConnectServices } from '../assistant/connect-assistant';
import { offerEvents } from '../notifications/offer-events';
import { offerTransfer } from '../transfer/offer';
import { buildEndedUrl } from '../twilio/assistant-ended';
import { buildStreamStatusPath } from '../twilio/stream-status';
import { isE164 } from '../phone/e164';
import type { Tenant } from '../tenants/tenant';
import type { IncomingCall } from '../twilio/incoming-call';
import { issueCredential } from '../vapi/call-credential';
import { ASK_AGAIN, paths, withQuery } from '../twilio/urls';
import { getBreaker } from './breakers';
import { createContainerVapiClient } from './vapi';
import { withoutReserve } from './deadline';
import type { FunctionRequest } from './function-request';

export function buildConnectServices(request: FunctionRequest): ConnectServices {
  const { config, log, deadline, origin } = request;
  const [secret] = config.eventsSecrets;
  const eventsOf = (tenant: Tenant, { callSid }: IncomingCall) => ({
    eventsUrl: origin === undefined ? undefined : origin + paths.vapiEvents,
    credential:
      secret === undefined || callSid === ''
        ? undefined
        : issueCredential({ tenantId: tenant.id, callSid }, secret, Date.now()),
  });
  return {
    config,
    log,
    getBreaker,
    vapi: createContainerVapiClient(config),
    buildHooks: (beginning) => ({
      endedUrl: buildEndedUrl(beginning),
      statusUrl: origin === undefined ? undefined : origin + buildStreamStatusPath(beginning),
    }),
    offerTransfer: (tenant, call, facts) =>
      offerTransfer(tenant, call, {
        ...eventsOf(tenant, call),
        ...facts,
        secret,
        nowMs: Date.now,
      }),
    offerEvents: (tenant, call) => offerEvents(tenant, eventsOf(tenant, call)),
    buildRecordingUrl: ({ calledNumber }) => {
      // Twilio's callback names no called number.
      const called = isE164(calledNumber) ? calledNumber : undefined;
      return origin === undefined
        ? undefined
        : origin + withQuery(paths.recordingStatus, { called }) + ASK_AGAIN;
    },
    remainingMs: () => withoutReserve(deadline.remainingMs()),
  };
}
