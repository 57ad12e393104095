import type { Vapi } from '@vapi-ai/server-sdk';
import type { Secret } from '../config/secret';
import { deriveEventsHeader, EVENTS_SECRET_HEADER } from './events-secret';

/** Where Vapi's messages about one call go. */
export interface EventsServerOptions {
  readonly eventsUrl: string;
  readonly secret: Secret;
  readonly tenantId: string;
}

/** What a call overrides of its assistant to have its messages sent. */
export interface EventsOverrides {
  readonly server: Vapi.Server;
  readonly serverMessages: Vapi.AssistantOverridesServerMessagesItem[];
}

/** Longer than a Function lives: an answer that is on its way is not asked for again. */
const TIMEOUT_SECONDS = 15;

/**
 * What is asked for, and nothing that comes while people talk. Tool calls are among it: without them
 * Vapi might keep to itself those of tools that have no server of their own, ours perhaps included.
 */
const MESSAGES: Vapi.AssistantOverridesServerMessagesItem[] = [
  'status-update',
  'end-of-call-report',
  'tool-calls',
];

/**
 * Vapi repeats nothing by itself. 2, 4, 8, 16 and 32 seconds: a receiver that restarts is met again.
 * The published type of `type` is an object, its examples and every user's are words.
 */
const BACKOFF_PLAN = {
  type: 'exponential' as unknown as Vapi.BackoffPlan['type'],
  maxRetries: 5,
  baseDelaySeconds: 2,
} satisfies Vapi.BackoffPlan;

/**
 * Returns the overrides by which Vapi's messages about a call come to us. They replace the
 * assistant's own server and list of messages; none of either is merged.
 * @see https://docs.vapi.ai/server-url/setting-server-urls
 */
export function buildEventsServer({
  eventsUrl,
  secret,
  tenantId,
}: EventsServerOptions): EventsOverrides {
  return {
    server: {
      url: eventsUrl,
      timeoutSeconds: TIMEOUT_SECONDS,
      headers: { [EVENTS_SECRET_HEADER]: deriveEventsHeader(secret, tenantId) },
      backoffPlan: BACKOFF_PLAN,
    },
    serverMessages: MESSAGES,
  };
}
