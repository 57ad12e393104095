import type { ConnectServices } from '../assistant/connect-assistant';
import { type BoundServices, isAllowed, spend } from '../bounds/hourly';
import { decideCallback } from '../legs/decide-callback';
import type { LegDecision } from '../legs/decide-leg';
import { reportRefusedLeg } from '../legs/report-refused';
import { describeError, type Logger } from '../log/logger';
import { maskNumber } from '../log/redact';
import { readDoor } from '../phone/door-state';
import type { TenantMatch } from '../tenants/directory';
import { type CallbackRules, findCallbackRules } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { CallbackCall, CallbackLinks, CallbackRound } from '../twilio/callback-leg';
import type { Attestation } from '../twilio/attestation';
import type { SyncStore } from '../twilio/sync-store';
import {
  type CallbackRequest,
  claim,
  isSpent,
  decideTurn,
  type KeptRequest,
  listOpen,
  type Moment,
  retryLater,
  toItem,
  type Turn,
} from './callback-request';
import { nameQueue } from '../tenants/queue-name';

/** Used only for tenants that offer callbacks. */
export interface CallbackDesk {
  readonly store: SyncStore;
  readonly links: CallbackLinks;
  /** Rings a phone. @throws when Twilio refuses, or does not answer */
  readonly call: (call: CallbackCall) => Promise<void>;
  /** Lets a leg last as long as a conversation. @throws when Twilio refuses, or does not answer */
  readonly raiseTimeLimit: (callSid: string) => Promise<void>;
  /** @throws when Twilio does not answer */
  readonly readAttestation: (callSid: string) => Promise<Attestation>;
}

export interface CallbackServices extends ConnectServices {
  readonly callbacks: CallbackDesk;
  readonly boundStore: BoundServices['store'];
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly nowMs: () => number;
}

export function boundsOf({ boundStore, nowMs, log }: CallbackServices): BoundServices {
  return { store: boundStore, nowMs, log };
}

export function readMoment({ nowMs }: Pick<CallbackServices, 'nowMs'>): Moment {
  return { nowSeconds: Math.floor(nowMs() / 1_000) };
}

/** Returns the queue's requests; none if Sync fails, because callers must not wait for it. */
export async function readOpen(
  tenant: Tenant,
  context: CallbackServices,
): Promise<readonly KeptRequest[]> {
  try {
    const items = await context.callbacks.store.list(nameQueue(tenant));
    return listOpen(items, readMoment(context));
  } catch (error) {
    context.log.warn('queue.callbacks_unread', 'Sync shows no requests', describeError(error));
    return [];
  }
}

export async function findTurn(
  waitedSeconds: number,
  tenant: Tenant,
  context: CallbackServices,
): Promise<Turn> {
  const rules = findCallbackRules(tenant.queue);
  if (rules === undefined) return { next: 'try' };
  const open = await readOpen(tenant, context);
  const { nowSeconds } = readMoment(context);
  return decideTurn(open, { nowSeconds, joinedAtSeconds: nowSeconds - waitedSeconds }, rules);
}

/** Needed for the two or three requests that a callback takes. */
const LEAST_MS = 1_500;

/**
 * Rings a phone for a slot that is known to be free. If two containers do so at the same time, Sync
 * refuses one of them.
 * @param freedBy - The call at Vapi whose end frees the slot.
 * @returns whether the phone rings, or may be ringing
 */
export async function ringRequest(
  kept: KeptRequest,
  freedBy: string | undefined,
  tenant: Tenant,
  context: CallbackServices,
): Promise<boolean> {
  const { callbacks, log } = context;
  const rules = findCallbackRules(tenant.queue);
  if (rules === undefined || !(await mayRing(kept, tenant, context))) return false;
  if (context.remainingMs() < LEAST_MS) return false;
  const queueName = nameQueue(tenant);
  const moment = readMoment(context);
  const claimed = claim(kept.request, moment, rules, freedBy);
  try {
    const mine = await callbacks.store.replace(
      queueName,
      toItem(kept.key, claimed, moment),
      kept.revision,
    );
    if (typeof mine === 'string') return false;
    return await ring({ ...kept, request: claimed, revision: mine.revision }, tenant, context);
  } catch (error) {
    log.warn('queue.callback_not_claimed', 'A request cannot be claimed', describeError(error));
    return false;
  }
}

/** A stored number is checked again: it was written a while ago, and perhaps not by us. */
async function mayRing(
  kept: KeptRequest,
  tenant: Tenant,
  context: CallbackServices,
): Promise<boolean> {
  const { callerNumber: to, calledNumber } = kept.request;
  const decision = await decideFor({ to, calledNumber, attestation: 'none' }, tenant, context);
  if (!decision.rings) {
    reportRefusedLeg(context.log, { purpose: 'callback', to }, decision.why);
    await giveUp(kept, tenant, context);
    return false;
  }
  const spent = await spend('callbackLegsPerTenantHour', tenant.id, 1, boundsOf(context));
  return isAllowed(spent);
}

export interface CallbackTarget {
  readonly to: string;
  readonly calledNumber: string;
  readonly attestation: Attestation;
}

export async function decideFor(
  { to, calledNumber, attestation }: CallbackTarget,
  { outgoing }: Tenant,
  { findTenant }: Pick<CallbackServices, 'findTenant'>,
): Promise<LegDecision> {
  const { found } = await findTenant(to);
  return decideCallback({
    to,
    calledNumber,
    isOwn: found === 'tenant',
    countries: outgoing?.countries ?? [],
    hasFailedAttestation: attestation === 'failed',
  });
}

async function ring(
  { key, request, revision }: KeptRequest,
  tenant: Tenant,
  context: CallbackServices,
): Promise<boolean> {
  const { callbacks, log } = context;
  const rules = findCallbackRules(tenant.queue);
  if (rules === undefined) return false;
  try {
    await callbacks.call({
      to: request.callerNumber,
      from: request.calledNumber,
      ringSeconds: rules.ringSeconds,
      round: roundOf(key, request),
      door: readDoor(String(request.door ?? '')),
    });
    log.info('queue.called_back', 'A caller is called back', {
      caller: maskNumber(request.callerNumber),
      turn: request.tries,
    });
    return true;
  } catch (error) {
    log.warn('queue.callback_refused', 'Twilio does not call back', describeError(error));
    const { status } = Object(error) as { status?: unknown };
    // Without an answer from Twilio, the phone may be ringing.
    if (typeof status !== 'number') return true;
    const moment = readMoment(context);
    const undone = undo(request, status, moment, rules);
    await callbacks.store.replace(nameQueue(tenant), toItem(key, undone, moment), revision);
    return false;
  }
}

/** A 429 does not count as a try. Everything else does, or the tries would never end. */
function undo(
  request: CallbackRequest,
  status: number,
  moment: Moment,
  rules: CallbackRules,
): CallbackRequest {
  const back = retryLater(request, moment, rules);
  if (status !== 429) return back;
  return { ...back, tries: request.tries - 1, notBeforeSeconds: moment.nowSeconds };
}

function roundOf(key: string, request: CallbackRequest): CallbackRound {
  const { tries: turn, joinedAtSeconds, expiresAtSeconds, consent } = request;
  return { key, turn, joinedAtSeconds, expiresAtSeconds, consent };
}

/** Removes requests whose tries are used up, in case the last status callback was lost. */
export async function forgetSpent(
  open: readonly KeptRequest[],
  tenant: Tenant,
  context: CallbackServices,
): Promise<void> {
  const rules = findCallbackRules(tenant.queue);
  const moment = readMoment(context);
  const spent = open.filter((kept) => rules !== undefined && isSpent(kept, moment, rules));
  for (const kept of spent) await giveUp(kept, tenant, context);
}

export async function giveUp(
  { key, revision, request }: KeptRequest,
  tenant: Tenant,
  { callbacks, log }: { readonly callbacks: CallbackDesk; readonly log: Logger },
): Promise<void> {
  log.warn('queue.callback_given_up', 'A caller was not reached', {
    caller: maskNumber(request.callerNumber),
    tries: request.tries,
  });
  try {
    await callbacks.store.remove(nameQueue(tenant), key, revision);
  } catch (error) {
    // It is not called again, and Sync deletes it later.
    log.warn('queue.callback_not_removed', 'A request cannot be removed', describeError(error));
  }
}
