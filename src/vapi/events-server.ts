import type { Vapi } from '@vapi-ai/server-sdk';
import { CREDENTIAL_HEADER } from './call-credential';

/** Where Vapi's messages about one call go. */
export interface EventsServerOptions {
  readonly eventsUrl: string;
  /** What Vapi shows us: for this call alone. */
  readonly credential: string;
}

/** What a call overrides in its assistant to receive its messages. */
export interface EventsOverrides {
  readonly server: Vapi.Server;
  readonly serverMessages: Vapi.AssistantOverridesServerMessagesItem[];
}

/** Longer than a Function runs, so that an answer on its way is not requested again. */
const TIMEOUT_SECONDS = 15;

/**
 * The messages that we want, none of which comes while people talk. Tool calls are among them:
 * without them Vapi might keep those of tools without a server of their own to itself, perhaps ours
 * included.
 */
const MESSAGES: Vapi.AssistantOverridesServerMessagesItem[] = [
  'status-update',
  'end-of-call-report',
  'tool-calls',
];

/**
 * Vapi repeats nothing by itself. 2, 4, 8, 16 and 32 seconds reach a receiver that restarts. The
 * published type of `type` is an object, but its examples and every user send words.
 */
const BACKOFF_PLAN = {
  type: 'exponential' as unknown as Vapi.BackoffPlan['type'],
  maxRetries: 5,
  baseDelaySeconds: 2,
} satisfies Vapi.BackoffPlan;

/**
 * Returns the overrides that send Vapi's messages about a call to us. They replace the assistant's
 * own server and list of messages; nothing is merged.
 * @see https://docs.vapi.ai/server-url/setting-server-urls
 */
export function buildEventsServer({ eventsUrl, credential }: EventsServerOptions): EventsOverrides {
  return {
    server: {
      url: eventsUrl,
      timeoutSeconds: TIMEOUT_SECONDS,
      headers: { [CREDENTIAL_HEADER]: credential },
      backoffPlan: BACKOFF_PLAN,
    },
    serverMessages: MESSAGES,
  };
}
