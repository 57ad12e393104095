import { createHmac } from 'node:crypto';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';
import { describeError } from '../log/logger';
import { findCallbackRules } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { QueueWait } from '../twilio/queue';
import {
  isUnderWay,
  listOpen,
  makeRequest,
  mergeRequests,
  parseRequest,
  toItem,
} from './callback-request';
import { nameQueue } from '../tenants/queue-name';
import { type CallbackServices, readMoment } from './ring-request';

/** More than one page of Sync would have to be read for each free slot. */
const MAX_REQUESTS = 100;

/**
 * Keeps the place of a caller who chooses to be called back, before they leave the queue: where it
 * cannot be kept, they still have it. Whoever asks twice keeps the older place. Never throws.
 * @returns whether the place is kept
 */
export async function keepRequest(
  call: QueueWait,
  tenant: Tenant,
  context: CallbackServices,
): Promise<boolean> {
  const { caller, callSid, calledNumber, consent, waitedSeconds } = call;
  const rules = findCallbackRules(tenant.queue);
  const secret = context.config.findSecret(tenant.apiKeyEnv);
  if (caller.kind !== 'number' || rules === undefined || secret === undefined) return false;
  const moment = readMoment(context);
  const callerNumber = caller.number;
  const kept = { callSid, calledNumber, callerNumber, consent, waitedSeconds };
  const request = makeRequest(kept, moment, rules);
  const { store } = context.callbacks;
  const queueName = nameQueue(tenant);
  try {
    const open = listOpen(await store.list(queueName), moment);
    const key = nameRequest(callerNumber, secret);
    const own = open.find((other) => other.key === key);
    if (own === undefined && open.length >= MAX_REQUESTS) {
      context.log.warn('queue.callbacks_full', 'No more requests are kept', {
        max: MAX_REQUESTS,
      });
      return false;
    }
    if ((await store.add(queueName, toItem(key, request, moment))) === 'added') return true;

    const found = await store.read(queueName, key);
    const older = found && parseRequest(found.data);
    if (found !== undefined && older !== undefined) {
      // Their other phone call is on its way: it has the place.
      if (isUnderWay({ ...found, request: older }, moment)) return true;
      const isOpen = older.expiresAtSeconds > moment.nowSeconds;
      const merged = isOpen ? mergeRequests(older, request) : request;
      await store.replace(queueName, toItem(key, merged, moment), found.revision);
      return true;
    }
    return (await store.replace(queueName, toItem(key, request, moment))) !== 'gone';
  } catch (error) {
    context.log.error('queue.callback_not_kept', 'A request cannot be kept', describeError(error));
    return false;
  }
}

/** Returns the name of a caller's request: the same for the same number, which it does not say. */
export function nameRequest(callerNumber: string, secret: Secret): string {
  const key = deriveKey(secret, 'callback request');
  return createHmac('sha256', key).update(callerNumber).digest('base64url').slice(0, 32);
}
