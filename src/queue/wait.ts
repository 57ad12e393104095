import {
  connectAssistant,
  type NoAssistantReason,
  reportFallback,
} from '../assistant/connect-assistant';
import { findVoicemailStep } from '../fallback/chain';
import type { Logger } from '../log/logger';
import type { Queue } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { QueueLinks, QueueWait } from '../twilio/queue';
import { attemptOf } from './enqueue';
import type { QueueExit } from './exit';
import { planHold } from './hold';
import { isDue, judgeWait } from './judge-wait';
import { leaveLine, type WaitContext, type Waiting } from './leave-line';
import { exitToAssistant } from './newcomer';
import { passThrough } from './pass-through';

/**
 * Answers what a waiting caller hears; the caller at the front asks Vapi for a line, once each time.
 * Twilio asks again whenever the document is over: that is the line's clock, and its own count of who
 * is at the front keeps the order.
 */
export async function waitInQueue(call: QueueWait, context: WaitContext): Promise<Waiting> {
  const { tenant } = await context.findTenant(call.calledNumber);
  const log = context.log.with({ tenantId: tenant.id });
  const world = { ...context, log };
  const { queue } = tenant;
  if (queue === undefined) return leaveLine({ to: 'fallback' }, call, tenant, world);
  const passed = await passThrough(call, tenant, world);
  if (passed !== undefined) return passed;

  const offers = listOffers(tenant, queue, call);
  const facts = { ...call, isFirst: call.loop === 0 };
  const decision = judgeWait(facts, { ...queue, offers });
  switch (decision.next) {
    case 'leave':
      log.info('queue.left_by_choice', 'A caller leaves the line', {
        to: decision.to,
        waitedSeconds: call.waitedSeconds,
        position: call.position,
      });
      return leaveLine({ to: decision.to }, call, tenant, world);
    case 'wait':
      return hold(call, tenant, { tellsPosition: decision.tellsPosition, offers }, world);
    case 'try': {
      const tried = await tryForLine(call, tenant, world);
      if (tried !== undefined) return leaveLine(tried, call, tenant, world);
      const held = hold(call, tenant, { tellsPosition: isDue(facts, queue), offers }, world);
      return { ...held, outcome: 'no-line' };
    }
  }
}

/** Nobody can be called back without a number, and no message taken where the chain has no place for it. */
function listOffers(tenant: Tenant, { offers }: Queue, { caller }: QueueWait): Queue['offers'] {
  return offers.filter((offer) =>
    offer === 'voicemail' ? findVoicemailStep(tenant) !== undefined : caller.kind === 'number',
  );
}

/** Busy for now: the caller waits on. All else will not be better in a moment. */
const WORTH_WAITING: ReadonlySet<NoAssistantReason> = new Set(['full', 'rate-limited', 'no-time']);

/** Returns where the caller at the front goes; undefined = no line is free. */
async function tryForLine(
  call: QueueWait,
  tenant: Tenant,
  context: WaitContext,
): Promise<QueueExit | undefined> {
  const attempt = attemptOf(call);
  const connected = await connectAssistant(call, tenant, context, attempt);
  if (connected.answer !== undefined) return exitToAssistant(connected);
  if (WORTH_WAITING.has(connected.outcome)) return undefined;
  reportFallback(context.log, connected.outcome);
  return { to: 'fallback' };
}

function hold(
  call: QueueWait,
  tenant: Tenant,
  { tellsPosition, offers }: { readonly tellsPosition: boolean; readonly offers: Queue['offers'] },
  { queueLinks, log }: { readonly queueLinks: QueueLinks; readonly log: Logger },
): Waiting {
  const { position, waitedSeconds } = call;
  const isFirst = call.loop === 0 || call.kept !== undefined;
  if (isFirst) log.info('queue.joined', 'A caller waits for a line', { position });
  const toldAtSeconds = tellsPosition ? waitedSeconds : call.toldAtSeconds;
  const againUrl = queueLinks.wait({
    ...call,
    kept: undefined,
    loop: call.loop + 1,
    toldAtSeconds,
  });
  const verbs = planHold(tenant, {
    isFirst,
    position: tellsPosition ? position : undefined,
    offers,
    // Only the line's own address is told the position for certain.
    againUrl: position === undefined ? undefined : againUrl,
  });
  return { verbs, outcome: 'waiting' };
}
