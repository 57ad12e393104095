import type { ConnectContext } from '../assistant/connect-assistant';
import { buildEndedUrl } from '../twilio/assistant-ended';
import { paths } from '../twilio/urls';
import { createContainerVapiClient, getBreaker } from './vapi';
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
    remainingMs: () => withoutReserve(deadline.remainingMs()),
  };
}
