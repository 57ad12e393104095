import { setTimeout as sleep } from 'node:timers/promises';
import { nameCallMap, PART_SECONDS, SENT_KEY } from '../call-record/part';
import {
  type AfterCallAction,
  KEPT_FOR_SENDING_MS,
  type SettleServices,
} from '../call-record/settle';
import { version } from '../config/version';
import { planRecordWebhook } from '../notifications/plan-record';
import { deliverWebhook } from '../notifications/deliver-webhook';
import { readEndedCall } from '../twilio/ended-call';
import { textCaller } from '../texts/send-text';
import { readReport } from '../vapi/read-report';
import { openStore } from './bound-store';
import { connections } from './connections';
import { withoutReserve } from './deadline';
import { buildNotificationServices } from './delivery-services';
import type { FunctionRequest } from './function-request';
import { findTenantById } from './tenants';
import { buildTextServices } from './text-services';

/** One answer of Vapi's or Twilio's must not take the time of what follows it. */
const MAX_READ_MS = 1_500;
/** Also where little time is left: most answers come sooner, and a record without them is poor. */
const MIN_READ_MS = 500;

/** What happens once after each call besides the record: a text to the caller, and the like. */
const AFTER_CALL_ACTIONS: Readonly<Record<string, (request: FunctionRequest) => AfterCallAction>> =
  {
    text: (request) => (record, tenant) => textCaller(record, tenant, buildTextServices(request)),
  };

/** Returns what making and sending the record of a call needs, for one request. */
export function buildSettleServices(request: FunctionRequest): SettleServices {
  const { config, log, deadline, createRestClient } = request;
  const store = openStore(request, { nameMap: nameCallMap });
  const remainingMs = () => withoutReserve(deadline.remainingMs());
  const findMaxReadMs = () =>
    Math.max(MIN_READ_MS, Math.min(MAX_READ_MS, remainingMs() - KEPT_FOR_SENDING_MS));
  const notifications = buildNotificationServices(request);
  const actions = Object.entries(AFTER_CALL_ACTIONS);
  return {
    log,
    sleep,
    remainingMs,
    listItems: store.list,
    keepSent: async (callSid, sent) => {
      const item = { key: SENT_KEY, data: sent, ttlSeconds: PART_SECONDS };
      if ((await store.add(callSid, item)) === 'exists') await store.replace(callSid, item);
    },
    readEndedCall: (callSid) => readEndedCall(createRestClient(findMaxReadMs()), callSid),
    readReport: async (vapiCallId, { id: tenantId, apiKeyEnv }, callSid) => {
      const apiKey = config.findSecret(apiKeyEnv);
      if (apiKey === undefined) return { problem: 'no key' };
      return readReport(vapiCallId, {
        apiKey,
        baseUrl: config.findVapiUrl(apiKeyEnv),
        timeoutMs: findMaxReadMs(),
        http: connections.client('kept'),
        userAgent: `vapi-switchboard/${version}`,
        owner: { tenantId, callSid },
      });
    },
    findTenantById: async (id) => {
      const { tenant } = await findTenantById(id, request);
      return tenant.id === id ? tenant : undefined;
    },
    bounds: notifications.bounds,
    sendRecord: async (record, tenant, type) => {
      const notification = planRecordWebhook(tenant, record, type);
      if (notification === undefined) return true;
      return (await deliverWebhook(notification, 'call_record', notifications)) !== 'failed';
    },
    actions: Object.fromEntries(actions.map(([name, build]) => [name, build(request)])),
  };
}
