import {
  type Attempt,
  type NoAssistantReason,
  reportFallback,
} from '../assistant/connect-assistant';
import { bounds } from '../config/bounds';
import { type ChainOptions, planFallback } from '../fallback/chain';
import type { Logger } from '../log/logger';
import { parseConsent } from '../recording/consent';
import type { Tenant } from '../tenants/tenant';
import type { QueueLinks, QueueState } from '../twilio/queue';
import type { VoiceVerb } from '../twiml/voice-answer';
import { nameQueue } from '../tenants/queue-name';

export interface WithoutAssistant {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: 'queued' | 'fallback';
}

export interface QueueingServices {
  readonly chain: ChainOptions;
  readonly queueLinks: QueueLinks;
  readonly log: Logger;
}

/** The state of a caller who joins the queue for the first time. */
export const NEWCOMER: QueueState = {
  posts: 0,
  retries: 0,
  transfers: 0,
  kept: undefined,
  consent: undefined,
  isFirst: true,
};

/** Returns the next attempt of a caller in the queue. Only calls that Vapi made count, not refusals. */
export function attemptOf({ posts, consent, isFirst, transfers }: QueueState): Attempt {
  return {
    priorPosts: Math.min(posts, bounds.postsPerConversation - 1),
    isFirst,
    transfers,
    ...(consent === undefined ? {} : { consent: parseConsent(consent) }),
  };
}

export interface Unconnected {
  /** Undefined if it has been logged before. */
  readonly reason: NoAssistantReason | undefined;
  readonly state: QueueState;
}

/** Returns the queue if all slots are taken and the tenant has one; otherwise the fallback, which it logs. */
export function planWithoutAssistant(
  tenant: Tenant,
  { reason, state }: Unconnected,
  { chain, queueLinks, log }: QueueingServices,
): WithoutAssistant {
  if (reason === 'full' && tenant.queue !== undefined) {
    return { verbs: planEnqueue(tenant, state, queueLinks), outcome: 'queued' };
  }
  if (reason !== undefined) reportFallback(log, reason);
  return { verbs: planFallback(tenant, chain), outcome: 'fallback' };
}

export function planEnqueue(
  tenant: Tenant,
  state: QueueState,
  { wait, left }: QueueLinks,
): readonly VoiceVerb[] {
  const waitUrl = wait({ ...state, loop: 0, announcedAtSeconds: undefined });
  return [{ kind: 'enqueue', name: nameQueue(tenant), waitUrl, actionUrl: left(state) }];
}
