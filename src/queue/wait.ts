import {
  connectAssistant,
  type NoAssistantReason,
  reportFallback,
} from '../assistant/connect-assistant';
import { findVoicemailStep } from '../fallback/chain';
import type { SentenceName } from '../speech/languages/sentence-name';
import type { Logger } from '../log/logger';
import { isE164 } from '../phone/e164';
import type { Queue } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { QueueLinks, QueueWait } from '../twilio/queue';
import { attemptOf } from './enqueue';
import type { QueueExit } from './exit';
import { planHold } from './hold';
import { isDue, judgeWait } from './decide-wait';
import { keepRequest } from '../callback/keep-request';
import { leaveLine, type WaitContext, type Waiting } from './leave-queue';
import { exitToAssistant } from './newcomer';
import { handOver, passThrough } from './pass-through';
import { findTurn } from '../callback/ring-request';

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
  // Whoever came with a line and gave it back has not been looked at yet.
  const facts = { ...call, isFirst: call.loop === 0 || call.kept !== undefined };
  const decision = judgeWait(facts, { ...queue, offers });
  switch (decision.next) {
    case 'leave': {
      const { exit } = decision;
      if (exit.to === 'callback' && !(await keepRequest(call, tenant, world))) {
        const news = { tellsPosition: false, offers, notice: 'callbackFailed' as const };
        return hold(call, tenant, news, world);
      }
      log.info('queue.left_by_choice', 'A caller leaves the line', {
        ...exit,
        waitedSeconds: call.waitedSeconds,
        position: call.position,
      });
      return leaveLine(exit, call, tenant, world);
    }
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
function listOffers(
  tenant: Tenant,
  { offers }: Queue,
  { caller, calledNumber }: QueueWait,
): Queue['offers'] {
  const canCallBack = caller.kind === 'number' && isE164(calledNumber);
  return offers.filter((offer) =>
    offer === 'voicemail' ? findVoicemailStep(tenant) !== undefined : canCallBack,
  );
}

/** Busy for now: the caller waits on. All else will not be better in a moment. */
const WORTH_WAITING: ReadonlySet<NoAssistantReason> = new Set(['full', 'rate-limited', 'no-time']);

/** Returns where the caller at the front goes; undefined = no line is free, or it is somebody else's. */
async function tryForLine(
  call: QueueWait,
  tenant: Tenant,
  context: WaitContext,
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

/** What a waiting caller is told. */
interface News {
  readonly tellsPosition: boolean;
  readonly offers: Queue['offers'];
  /** Said before all else. */
  readonly notice?: SentenceName;
}

function hold(
  call: QueueWait,
  tenant: Tenant,
  { tellsPosition, offers, notice }: News,
  { queueLinks, log }: { readonly queueLinks: QueueLinks; readonly log: Logger },
): Waiting {
  const { position, waitedSeconds } = call;
  const isFirst = call.loop === 0 || call.kept !== undefined;
  if (isFirst) log.info('queue.joined', 'A caller waits for a line', { position });
  const toldAtSeconds = tellsPosition ? waitedSeconds : call.toldAtSeconds;
  const againUrl = queueLinks.wait({
    ...call,
    kept: undefined,
    // A line that was given back has not been used up.
    posts: call.kept === undefined ? call.posts : 0,
    loop: call.loop + 1,
    toldAtSeconds,
  });
  const verbs = planHold(tenant, {
    isFirst,
    notice,
    position: tellsPosition ? position : undefined,
    offers,
    // Only the line's own address is told the position for certain.
    againUrl: position === undefined ? undefined : againUrl,
  });
  return { verbs, outcome: 'waiting' };
}
