import type { ConnectContext } from '../assistant/connect-assistant';
import { offerTransfer } from '../transfer/offer';
import { buildEndedUrl } from '../twilio/assistant-ended';
import { paths } from '../twilio/urls';
import { getBreaker } from './breakers';
import { createContainerVapiClient } from './vapi';
import { withoutReserve } from './deadline';
import type { VoiceRequest } from './define-voice-function';

/** Returns what connecting a caller to an assistant needs, for one request. */
export function buildConnectContext(request: VoiceRequest): ConnectContext {
  const { config, log, deadline, origin } = request;
  return {
    config,
    log,
    getBreaker,
    vapi: createContainerVapiClient(config),
    buildHooks: (beginning) => ({
      endedUrl: buildEndedUrl(beginning),
      statusUrl: origin === undefined ? undefined : origin + paths.streamStatus,
    }),
    offerTransfer: (tenant, call) =>
      offerTransfer(tenant, call, {
        eventsUrl: origin === undefined ? undefined : origin + paths.vapiEvents,
        secret: config.eventsSecrets[0],
        nowMs: Date.now,
      }),
    remainingMs: () => withoutReserve(deadline.remainingMs()),
  };
}
