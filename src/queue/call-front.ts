import { connectAssistant } from '../assistant/connect-assistant';
import { claimOnce, spend } from '../bounds/hourly';
import { hasFrontDoor } from '../front-door/decide-front-door';
import { describeError } from '../log/logger';
import type { TenantMatch } from '../tenants/directory';
import { findCallbackRules } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { FrontCaller } from '../twilio/queue-rest';
import type { CallEnd } from '../vapi/call-report';
import { decideFreeSlot, type KeptRequest } from '../callback/callback-request';
import { NEWCOMER } from './enqueue';
import { ON_BEHALF } from '../assistant/connect-assistant';
import { nameQueue } from '../tenants/queue-name';
import { moveCaller, type WaitServices } from './leave-queue';
import { exitToAssistant } from './newcomer';
import { boundsOf, forgetSpent, readMoment, readOpen, ringRequest } from '../callback/ring-request';

/** What became of the slot of a conversation that is over. */
export type FrontOutcome =
  | 'nobody-waits'
  | 'just-tried'
  /** The end of this conversation has been used before: Vapi sends two messages about each. */
  | 'repeated'
  /** A bound of the tenant is met. The front caller tries by themselves. */
  | 'over-bound'
  | 'no-slot'
  | 'connected'
  | 'gone'
  /** A caller who has hung up is being called back for it. */
  | 'called-back'
  /** It belongs to a caller who was called back. */
  | 'reserved';

/** A conversation that is over: the call at Vapi, and the caller's leg. */
type EndedTalk = Pick<CallEnd, 'vapiCallId' | 'callSid'>;

export interface FrontServices extends WaitServices {
  readonly findTenantById: (id: string) => Promise<TenantMatch>;
}

/**
 * Gives the slot of a conversation that is over to the caller who has waited longest, on the phone or
 * for a callback. Nothing depends on it: the front caller also tries without it, some seconds later.
 * Never throws.
 * @param ended The conversation, if Vapi names it. Vapi sends two messages about each, and anybody in the
 * tenant's Vapi organisation can send more: each conversation counts once, and all of an hour together
 * have a bound.
 */
export async function callFront(
  tenantId: string | undefined,
  context: FrontServices,
  ended: Partial<EndedTalk> = {},
): Promise<FrontOutcome> {
  if (tenantId === undefined) return 'nobody-waits';
  try {
    const { tenant } = await context.findTenantById(tenantId);
    const outcome = await giveSlot(tenant, context, ended);
    if (outcome !== 'nobody-waits') {
      context.log.info(
        'queue.front_called',
        'A conversation is over, and the front caller was tried',
        {
          tenantId,
          outcome,
        },
      );
    }
    return outcome;
  } catch (error) {
    context.log.warn('queue.front_not_called', 'The front cannot be looked up', {
      ...describeError(error),
    });
    return 'no-slot';
  }
}

async function giveSlot(
  tenant: Tenant,
  context: FrontServices,
  ended: Partial<EndedTalk>,
): Promise<FrontOutcome> {
  const { vapiCallId: endedCallId, callSid } = ended;
  let isClaimed = false;
  if (tenant.queue === undefined) return 'nobody-waits';
  const next = await findNext(tenant, context, endedCallId);
  if (next === 'reserved') return next;
  const isFrontTried = mayBeTried(tenant, context);
  if (next === undefined && !isFrontTried) return 'nobody-waits';
  const front = await findFront(tenant, context);
  if (next !== undefined && isBefore(next, front, context)) {
    const { tenant: owner } = await context.findTenant(next.request.calledNumber);
    if (await hasEnded(endedCallId, tenant, context)) {
      isClaimed = await claimEnd(ended, tenant, context);
      if (!isClaimed) return 'repeated';
      if (await ringRequest(next, endedCallId, owner, context)) return 'called-back';
    }
  }
  if (front === undefined || !isFrontTried) return 'nobody-waits';
  // Tenants may share a queue: the front caller may have called another tenant.
  const { tenant: owner } = await context.findTenant(front.calledNumber);
  if (!mayBeTried(owner, context)) return 'nobody-waits';
  // We gave this slot back because Twilio did not move this caller. Do not try the same again.
  if (front.callSid === callSid) return 'just-tried';
  if (!isClaimed && !(await claimEnd(ended, tenant, context))) return 'repeated';
  const spent = await spend('frontTriesPerTenantHour', tenant.id, 1, boundsOf(context));
  return spent === 'within' ? callFrontCaller(front, owner, context) : 'over-bound';
}

/** What the front door has found out is only in the queue's own addresses: its callers try by themselves. */
function mayBeTried(tenant: Tenant, { config }: FrontServices): boolean {
  return !hasFrontDoor(tenant, config.closedByHand.get(tenant.id));
}

/** An end that names no call cannot be told from another: only the bound of an hour holds for it. */
async function claimEnd(
  { vapiCallId, callSid }: Partial<EndedTalk>,
  { id }: Tenant,
  context: FrontServices,
): Promise<boolean> {
  const name = vapiCallId ?? callSid;
  return name === undefined || (await claimOnce(`ended.${name}`, id, boundsOf(context)));
}

/** One look at Vapi must leave time for the phone to be rung. */
const READ_TIMEOUT_MS = 2_000;

/** The slot of a call that ended longer ago is somebody else's by now. */
const FREE_SECONDS = 300;

/**
 * Returns whether Vapi itself shows that the call has just ended: a message may say so of any call. Where
 * Vapi does not show it, the next event, or the caller at the front, finds the slot.
 */
async function hasEnded(
  vapiCallId: string | undefined,
  { apiKeyEnv }: Tenant,
  { config, vapi, remainingMs, nowMs, log }: FrontServices,
): Promise<boolean> {
  const apiKey = config.findSecret(apiKeyEnv);
  if (vapiCallId === undefined || apiKey === undefined) return false;
  const baseUrl = config.findVapiUrl(apiKeyEnv);
  const timeoutMs = Math.max(1, Math.floor(Math.min(READ_TIMEOUT_MS, remainingMs())));
  const { state, problem } = await vapi.readCall(vapiCallId, { apiKey, baseUrl, timeoutMs });
  const endedAtMs = state?.endedGroup === undefined ? undefined : state.endedAtMs;
  if (endedAtMs !== undefined && nowMs() - endedAtMs < FREE_SECONDS * 1_000) return true;
  log.info('queue.end_unconfirmed', 'Vapi does not show that a call has just ended', {
    vapiCallId,
    status: state?.status,
    problem,
  });
  return false;
}

async function findNext(
  tenant: Tenant,
  context: FrontServices,
  freedBy: string | undefined,
): Promise<KeptRequest | 'reserved' | undefined> {
  const rules = findCallbackRules(tenant.queue);
  if (rules === undefined) return undefined;
  const open = await readOpen(tenant, context);
  await forgetSpent(open, tenant, context);
  return decideFreeSlot(open, { ...readMoment(context), freedBy }, rules);
}

/** The caller who has waited longest on the phone, and their queue. */
interface Front extends FrontCaller {
  readonly queueSid: string;
}

async function findFront(tenant: Tenant, { rest }: FrontServices): Promise<Front | undefined> {
  const queue = await rest.findQueue(nameQueue(tenant));
  if (queue === undefined || queue.size === 0) return undefined;
  const front = await rest.readFront(queue.sid);
  return front && { ...front, queueSid: queue.sid };
}

function isBefore(
  { request }: KeptRequest,
  front: Front | undefined,
  context: FrontServices,
): boolean {
  if (front === undefined) return true;
  return request.joinedAtSeconds < readMoment(context).nowSeconds - front.waitedSeconds;
}

async function callFrontCaller(
  front: Front,
  owner: Tenant,
  context: FrontServices,
): Promise<FrontOutcome> {
  const connected = await connectAssistant(front, owner, context, ON_BEHALF);
  if (connected.answer === undefined) return 'no-slot';
  const exit = exitToAssistant(connected);
  const { queueSid, callSid } = front;
  const member = { ...NEWCOMER, posts: 1, queueSid, callSid, door: front.door };
  // Not moved: the caller has hung up, or has just got a slot of their own.
  return (await moveCaller(exit, member, owner, context)) ? 'connected' : 'gone';
}
