import { createHmac } from 'node:crypto';
import { isAllowed, reportMetOnce, spend } from '../bounds/hourly';
import { runOnce } from '../bounds/run-once';
import { bounds } from '../config/bounds';
import { deriveKey } from '../config/derive-key';
import type { Secret } from '../config/secret';
import { reportRefusedLeg } from '../legs/report-refused';
import { describeError } from '../log/logger';
import { writeDoor } from '../phone/door-state';
import { isE164 } from '../phone/e164';
import { findCallbackRules } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { Attestation } from '../twilio/attestation';
import type { QueueWait } from '../twilio/queue';
import {
  type CallbackRequest,
  isUnderWay,
  type KeptRequest,
  listOpen,
  makeRequest,
  mergeRequests,
  parseRequest,
  toItem,
} from './callback-request';
import { nameQueue } from '../tenants/queue-name';
import { boundsOf, type CallbackServices, decideFor, readMoment } from './ring-request';

/**
 * Stores the place of a caller who chooses a callback, before they leave the queue. If it cannot be
 * stored, the caller still has their place there. A caller who asks twice keeps the older place.
 * Never throws.
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
  if (!isE164(calledNumber)) return false;
  const moment = readMoment(context);
  const callerNumber = caller.number;
  const attestation = call.attestation ?? (await findAttestation(callSid, context));
  const decision = await decideFor(
    { to: callerNumber, calledNumber, attestation },
    tenant,
    context,
  );
  if (!decision.rings) {
    reportRefusedLeg(context.log, { purpose: 'callback', to: callerNumber }, decision.why);
    return false;
  }
  const isAttested = attestation === 'full';
  // The rest of what the front door found out is decided again in the new call.
  const door = writeDoor({ language: call.door.language });
  const kept = { callSid, calledNumber, callerNumber, consent, door, isAttested, waitedSeconds };
  const request = makeRequest(kept, moment, rules);
  const key = nameRequest(callerNumber, secret);
  // A copy of this webhook that comes late must not ask for a second callback.
  const once = { ...boundsOf(context), remainingMs: context.remainingMs };
  const outcome = await runOnce(`callback.${callSid}`, tenant.id, once, () =>
    keep({ key, request, isAttested }, tenant, context),
  );
  return outcome === 'done' || outcome === 'repeated';
}

interface NewRequest {
  readonly key: string;
  readonly request: CallbackRequest;
  readonly isAttested: boolean;
}

async function keep(
  { key, request, isAttested }: NewRequest,
  tenant: Tenant,
  context: CallbackServices,
): Promise<boolean> {
  const { store } = context.callbacks;
  const queueName = nameQueue(tenant);
  const moment = readMoment(context);
  try {
    const open = listOpen(await store.list(queueName), moment);
    const own = open.find((other) => other.key === key);
    if (own === undefined && !(await hasPlace(open, isAttested, tenant, context))) return false;
    if ((await store.add(queueName, toItem(key, request, moment))) === 'added') return true;

    const found = await store.read(queueName, key);
    const older = found && parseRequest(found.data);
    if (found !== undefined && older !== undefined) {
      // A callback to them is already under way, and has the place.
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

/**
 * Callers whose carrier does not confirm their number can take only a part of the places, in total and
 * per hour, because their numbers may be invented.
 */
async function hasPlace(
  open: readonly KeptRequest[],
  isAttested: boolean,
  tenant: Tenant,
  context: CallbackServices,
): Promise<boolean> {
  const unattested = open.filter(({ request }) => request.isAttested !== true).length;
  const met =
    open.length >= bounds.callbackPlaces
      ? 'callbackPlaces'
      : !isAttested && unattested >= bounds.unattestedCallbackPlaces
        ? 'unattestedCallbackPlaces'
        : undefined;
  if (met !== undefined) {
    await reportMetOnce(met, tenant.id, boundsOf(context));
    return false;
  }
  if (isAttested) return true;
  const spent = await spend('unattestedCallbacksPerTenantHour', tenant.id, 1, boundsOf(context));
  return isAllowed(spent);
}

/** If Twilio does not say, the number is accepted. */
async function findAttestation(
  callSid: string,
  { callbacks, log }: CallbackServices,
): Promise<Attestation> {
  try {
    return await callbacks.readAttestation(callSid);
  } catch (error) {
    log.info('queue.attestation_unread', 'Twilio does not show the call', describeError(error));
    return 'none';
  }
}

/** Returns the key of a caller's request: the same for the same number, without revealing it. */
function nameRequest(callerNumber: string, secret: Secret): string {
  const key = deriveKey(secret, 'callback request');
  return createHmac('sha256', key).update(callerNumber).digest('base64url').slice(0, 32);
}
