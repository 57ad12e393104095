import { type ConnectContext, connectAssistant } from '../assistant/connect-assistant';
import { describeError } from '../log/logger';
import type { TenantMatch } from '../tenants/directory';
import type { Tenant } from '../tenants/tenant';
import type { QueueLinks } from '../twilio/queue';
import type { QueueRest } from '../twilio/queue-rest';
import { NEWCOMER, nameQueue } from './enqueue';
import { sealExit } from './exit';
import { EXIT_SECONDS, exitToAssistant } from './newcomer';

/** What became of a line at Vapi that a talk has left. */
export type FrontOutcome = 'nobody-waits' | 'just-tried' | 'no-line' | 'connected' | 'gone';

/** What calling the front needs of its request. */
export interface FrontContext extends ConnectContext {
  readonly rest: QueueRest;
  readonly queueLinks: QueueLinks;
  /** Scheme and host: the REST API takes whole URLs. */
  readonly origin: string;
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly findTenantById: (id: string) => Promise<TenantMatch>;
  readonly nowMs: () => number;
}

/**
 * Makes whoever waits longest try at once, when Vapi tells that a talk is over. Nothing depends on it:
 * the front tries by itself, only some seconds later. Never throws.
 * @param endedCallSid Whose talk it was, where Vapi tells.
 */
export async function callFront(
  tenantId: string | undefined,
  context: FrontContext,
  endedCallSid?: string,
): Promise<FrontOutcome> {
  if (tenantId === undefined) return 'nobody-waits';
  try {
    const { tenant } = await context.findTenantById(tenantId);
    const outcome = await callFrontOf(tenant, context, endedCallSid);
    if (outcome !== 'nobody-waits') {
      context.log.info('queue.front_called', 'A talk is over, and the front was tried', {
        tenantId,
        outcome,
      });
    }
    return outcome;
  } catch (error) {
    context.log.warn('queue.front_not_called', 'The front cannot be looked up', {
      ...describeError(error),
    });
    return 'no-line';
  }
}

async function callFrontOf(
  tenant: Tenant,
  context: FrontContext,
  endedCallSid: string | undefined,
): Promise<FrontOutcome> {
  const { rest, config, queueLinks, origin, nowMs } = context;
  // Who may be recorded stands in the line's own addresses: there the front tries by itself.
  if (tenant.queue === undefined || tenant.recording !== undefined) return 'nobody-waits';
  const line = await rest.findQueue(nameQueue(tenant));
  if (line === undefined || line.size === 0) return 'nobody-waits';
  const front = await rest.readFront(line.sid);
  if (front === undefined) return 'nobody-waits';
  // A line that was given back because Twilio did not hand them over: its end must not begin a round.
  if (front.callSid === endedCallSid) return 'just-tried';

  // Tenants may share a line: the front need not be a caller of this one.
  const { tenant: owner } = await context.findTenant(front.calledNumber);
  const secret = config.findSecret(owner.apiKeyEnv);
  const connected = await connectAssistant(front, owner, context, { priorPosts: 1 });
  if (connected.answer === undefined || secret === undefined) return 'no-line';
  const exit = exitToAssistant(connected);
  const expiresAtMs = nowMs() + EXIT_SECONDS * 1_000;
  const sealed = sealExit({ exit, callSid: front.callSid, expiresAtMs }, secret);
  try {
    if (sealed === undefined) throw new Error("Vapi's document is too long to be handed on");
    const path = queueLinks.moved({ ...NEWCOMER, posts: 1 }, sealed);
    await rest.takeOut(line.sid, front.callSid, origin + path);
    return 'connected';
  } catch (error) {
    // Hung up, or got a line alone in this very moment: this one is given back.
    context.log.info('queue.front_gone', 'The front has left the line', describeError(error));
    if (exit.to === 'assistant' && exit.controlUrl !== undefined) {
      await context.vapi.endCall(exit.controlUrl, Math.max(1, Math.floor(context.remainingMs())));
    }
    return 'gone';
  }
}
