import { version } from '../config/version';
import type { RunOnceServices } from '../bounds/run-once';
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
  };
}

export function buildNotificationServices(
  request: FunctionRequest,
): NotificationServices & { readonly bounds: RunOnceServices } {
  const { config, log, deadline } = request;
  const remainingMs = () => withoutReserve(deadline.remainingMs());
  return {
    log,
    bounds: { store: buildBoundStore(request), nowMs: Date.now, log, remainingMs },
    findSecret: config.findWebhookSecret,
    findHeaderValue: config.findHeaderValue,
    send: (webhook, secret, header) =>
      sendWebhook(webhook, {
        http: connections.client('fresh'),
        secret,
        header,
        userAgent: `vapi-switchboard/${version}`,
        remainingMs,
      }),
  };
}
