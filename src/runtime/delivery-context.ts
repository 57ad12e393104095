import { version } from '../config/version';
import { createVoicemailRest } from '../twilio/rest';
import type { RecordingContext } from '../voicemail/take-recording';
import { sendWebhook } from '../webhooks/send';
import { connections } from './connections';
import { withoutReserve } from './deadline';
import type { CallbackRequest } from './define-callback-function';

/** Returns what telling tenants of messages needs, for one request. */
export function buildDeliveryContext(request: CallbackRequest): RecordingContext {
  const { config, log, deadline, createRestClient } = request;
  return {
    log,
    rest: createVoicemailRest(createRestClient),
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
