import { version } from '../config/version';
import type { NotificationServices } from '../notifications/deliver-webhook';
import { createVoicemailRest } from '../twilio/rest';
import type { RecordingServices } from '../voicemail/handle-recording';
import { sendWebhook } from '../webhooks/send';
import { buildBoundStore } from './bound-store';
import { connections } from './connections';
import { withoutReserve } from './deadline';
import type { FunctionRequest } from './function-request';

/** Returns what sending notifications needs, for one request. */
export function buildDeliveryServices(request: FunctionRequest): RecordingServices {
  return {
    ...buildNotificationServices(request),
    rest: createVoicemailRest(request.createRestClient),
    bounds: { store: buildBoundStore(request), nowMs: Date.now, log: request.log },
  };
}

export function buildNotificationServices({
  config,
  log,
  deadline,
}: FunctionRequest): NotificationServices {
  return {
    log,
    findSecret: config.findWebhookSecret,
    send: (webhook, secret) =>
      sendWebhook(webhook, {
        http: connections.client('fresh'),
        secret,
        userAgent: `vapi-switchboard/${version}`,
        remainingMs: () => withoutReserve(deadline.remainingMs()),
      }),
  };
}
