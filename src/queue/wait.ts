import { connectAssistant, reportFallback, WORTH_WAITING } from '../assistant/connect-assistant';
import { findVoicemailStep } from '../fallback/chain';
import { decideCallback } from '../legs/decide-callback';
import type { LegDecision } from '../legs/decide-leg';
import { reportRefusedLeg } from '../legs/report-refused';
import type { SentenceName } from '../speech/languages/sentence-name';
import type { Logger } from '../log/logger';
import type { Queue } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { QueueLinks, QueueWait } from '../twilio/queue';
import { attemptOf } from './enqueue';
import type { QueueExit } from './exit';
import { planQueueHold } from './hold';
import { isPositionDue, decideWait, OFFER_KEYS } from './decide-wait';
import { keepRequest } from '../callback/keep-request';
import { leaveQueue, type WaitServices, type Waiting } from './leave-queue';
import { exitToAssistant } from './newcomer';
import { handOver, passThrough } from './pass-through';
import { findTurn } from '../callback/ring-request';

/**
 * Returns what a waiting caller hears. For the front caller it asks Vapi for a slot, once per request.
 * Twilio requests the next document whenever one is over: that is the queue's clock. Its position
 * keeps the order.
 */
export async function waitInQueue(call: QueueWait, context: WaitServices): Promise<Waiting> {
  const { tenant } = await context.findTenant(call.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  const world = { ...context, log };
  const { queue } = tenant;
  if (queue === undefined) return leaveQueue({ to: 'fallback' }, call, tenant, world);
  const passed = await passThrough(call, tenant, world);
  if (passed !== undefined) return passed;

  const offers = listOffers(tenant, queue, call);
  reportUnoffered(call, tenant, log);
  // A caller who has just given a slot back joins the queue only now.
  const facts = { ...call, isFirst: call.loop === 0 || call.kept !== undefined };
  const decision = decideWait(facts, { ...queue, offers });
  switch (decision.next) {
    case 'leave': {
      const { exit } = decision;
      if (exit.to === 'callback' && !(await keepRequest(call, tenant, world))) {
        const news = { announcesPosition: false, offers, announcement: 'callbackFailed' as const };
        return hold(call, tenant, news, world);
      }
      log.info('queue.left_by_choice', 'A caller leaves the queue', {
        ...exit,
        waitedSeconds: call.waitedSeconds,
        position: call.position,
      });
      return leaveQueue(exit, call, tenant, world);
    }
    case 'wait':
      return hold(call, tenant, { announcesPosition: decision.announcesPosition, offers }, world);
    case 'try': {
      const tried = await tryForSlot(call, tenant, world);
      if (tried !== undefined) return leaveQueue(tried, call, tenant, world);
      const held = hold(
        call,
        tenant,
        { announcesPosition: isPositionDue(facts, queue), offers },
        world,
      );
      return { ...held, outcome: 'no-slot' };
    }
  }
}

/**
 * A callback is not offered if the caller's number alone forbids it. A message is not offered if the
 * fallback has no step for it.
 */
function listOffers(tenant: Tenant, { offers }: Queue, call: QueueWait): Queue['offers'] {
  const { caller } = call;
  const canCallBack = caller.kind === 'number' && decideByNumber(call, tenant).rings;
  return offers.filter((offer) =>
    offer === 'voicemail' ? findVoicemailStep(tenant) !== undefined : canCallBack,
  );
}

/** Decides what can be known about a callback without a request. */
function decideByNumber(
  { caller, calledNumber, attestation }: QueueWait,
  { outgoing }: Tenant,
): LegDecision {
  return decideCallback({
    to: caller.kind === 'number' ? caller.number : '',
    calledNumber,
    isOwn: false,
    countries: outgoing?.countries ?? [],
    hasFailedAttestation: attestation === 'failed',
  });
}

/** The caller pressed the key for a callback, although their number does not allow the offer. */
function reportUnoffered(call: QueueWait, tenant: Tenant, log: Logger): void {
  const { why } = decideByNumber(call, tenant);
  const isPressed =
    tenant.queue?.offers.includes('callback') && call.digits === OFFER_KEYS.callback;
  if (isPressed !== true || why === undefined || call.caller.kind !== 'number') return;
  reportRefusedLeg(log, { purpose: 'callback', to: call.caller.number }, why);
}

/** Returns where the front caller goes; undefined = no slot is free for them. */
async function tryForSlot(
  call: QueueWait,
  tenant: Tenant,
  context: WaitServices,
): Promise<QueueExit | undefined> {
  const turn = await findTurn(call.waitedSeconds, tenant, context);
  if (turn.next === 'stand-back') return undefined;
  const connected = await connectAssistant(call, tenant, context, attemptOf(call));
  if (connected.answer !== undefined) {
    const isHandedOver =
      turn.next === 'try-for' && (await handOver(connected.call, turn.kept, tenant, context));
    return isHandedOver ? undefined : exitToAssistant(connected);
  }
  if (WORTH_WAITING.has(connected.outcome)) return undefined;
  reportFallback(context.log, connected.outcome);
  return { to: 'fallback', why: connected.outcome };
}

interface News {
  readonly announcesPosition: boolean;
  readonly offers: Queue['offers'];
  /** Said first. */
  readonly announcement?: SentenceName;
}

function hold(
  call: QueueWait,
  tenant: Tenant,
  { announcesPosition, offers, announcement }: News,
  { queueLinks, log }: { readonly queueLinks: QueueLinks; readonly log: Logger },
): Waiting {
  const { position, waitedSeconds } = call;
  const isFirst = call.loop === 0 || call.kept !== undefined;
  if (isFirst) log.info('queue.joined', 'A caller waits for a slot', { position });
  const announcedAtSeconds = announcesPosition ? waitedSeconds : call.announcedAtSeconds;
  const againUrl = queueLinks.wait({
    ...call,
    kept: undefined,
    // A slot that was given back does not count.
    posts: call.kept === undefined ? call.posts : 0,
    loop: call.loop + 1,
    announcedAtSeconds,
  });
  const verbs = planQueueHold(tenant, {
    isFirst,
    announcement,
    position: announcesPosition ? position : undefined,
    offers,
    // Twilio documents the position for the queue's own address only.
    againUrl: position === undefined ? undefined : againUrl,
  });
  return { verbs, outcome: 'waiting' };
}
