import type { ConnectServices } from '../assistant/connect-assistant';
import { type BoundServices, spend } from '../bounds/hourly';
import { decideCallback } from '../legs/decide-callback';
import type { LegDecision } from '../legs/decide-leg';
import { reportRefusedLeg } from '../legs/report-refused';
import { describeError, type Logger } from '../log/logger';
import { maskNumber } from '../log/redact';
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

/** What keeping requests and calling people back needs. Only tenants that offer it use any of it. */
export interface CallbackDesk {
  readonly store: SyncStore;
  readonly links: CallbackLinks;
  /** Rings a phone. @throws when Twilio refuses, or does not answer */
  readonly call: (call: CallbackCall) => Promise<void>;
  /** Lets a leg last as long as a talk. @throws when Twilio refuses, or does not answer */
  readonly raiseTimeLimit: (callSid: string) => Promise<void>;
  /** @throws when Twilio does not answer */
  readonly readAttestation: (callSid: string) => Promise<Attestation>;
}

/** What calling people back needs of a request. */
export interface CallbackServices extends ConnectServices {
  readonly callbacks: CallbackDesk;
  readonly boundStore: BoundServices['store'];
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly nowMs: () => number;
}

/** Returns what counting across calls needs. */
export function boundsOf({ boundStore, nowMs, log }: CallbackServices): BoundServices {
  return { store: boundStore, nowMs, log };
}

export function readMoment({ nowMs }: Pick<CallbackServices, 'nowMs'>): Moment {
  return { nowSeconds: Math.floor(nowMs() / 1_000) };
}

/** Returns the queue's requests. Where they cannot be read there are none: nobody waits for Sync. */
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

/** Returns whose turn it is where a caller of the tenant's is at the front. */
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

/** Less is not enough for the two or three requests that it takes. */
const LEAST_MS = 1_500;

/**
 * Rings a phone for a slot that is known to be free. Of two who do so at once one is refused by Sync.
 * @param freedBy - The call at Vapi whose end makes the slot free.
 * @returns whether the phone rings, or may
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

/** What was kept is asked once more: it was written a while ago, and perhaps by somebody else. */
async function mayRing(
  kept: KeptRequest,
  tenant: Tenant,
  context: CallbackServices,
): Promise<boolean> {
  const { callerNumber: to, calledNumber } = kept.request;
  const decision = await decideFor({ to, calledNumber, attestation: undefined }, tenant, context);
  if (!decision.rings) {
    reportRefusedLeg(context.log, { purpose: 'callback', to }, decision.why);
    await giveUp(kept, tenant, context);
    return false;
  }
  const spent = await spend('callbackLegsPerTenantHour', tenant.id, 1, boundsOf(context));
  return spent === 'within';
}

/** Whom a callback would ring, and for whom. */
export interface CallbackTarget {
  readonly to: string;
  readonly calledNumber: string;
  readonly attestation: Attestation;
}

/** Decides whether a caller may be called back. */
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
    });
    log.info('queue.called_back', 'A caller is called back', {
      caller: maskNumber(request.callerNumber),
      turn: request.tries,
    });
    return true;
  } catch (error) {
    log.warn('queue.callback_refused', 'Twilio does not call back', describeError(error));
    const { status } = Object(error) as { status?: unknown };
    // Without an answer of Twilio's the phone may ring.
    if (typeof status !== 'number') return true;
    const moment = readMoment(context);
    const undone = undo(request, status, moment, rules);
    await callbacks.store.replace(nameQueue(tenant), toItem(key, undone, moment), revision);
    return false;
  }
}

/** Too many requests at once are nobody's fault. All else counts, or it would never end. */
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

/** Forgets requests whose tries are used up, should nobody have told of the last one's end. */
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

/** Forgets a request that came to nothing. */
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
    // It is rung no more, and Sync forgets it by itself.
    log.warn('queue.callback_not_removed', 'A request cannot be removed', describeError(error));
  }
}
