import type { Caller } from '../phone/caller';
import type { EventsServerOptions } from './events-server';
import type { TransferToolOptions } from './transfer-tool';

/** What we ask Vapi for: a call with an assistant for a caller who is already on the phone. */
export interface CallRequest {
  readonly assistant: {
    readonly kind: 'assistant' | 'squad' | 'workflow';
    readonly id: string;
  };
  readonly phoneNumberId: string | undefined;
  /** Shown in Vapi's call list. */
  readonly name: string | undefined;
  readonly caller: Caller;
  readonly callerName: string | undefined;
  /** Our own key for the caller's leg: Twilio's CallSid. */
  readonly callSid: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The assistant's first sentence, instead of its own. Members of a squad say their own. */
  readonly firstWords?: string | undefined;
  /** How long the assistant may talk; undefined = as it is configured. A workflow cannot be overridden. */
  readonly maxSeconds?: number | undefined;
  /**
   * Whether Vapi records; undefined = as the assistant is configured. A workflow cannot be
   * overridden.
   */
  readonly recordingEnabled?: boolean | undefined;
  /** Transfers the caller to a person; added to the assistant for this call. */
  readonly transferTool?: TransferToolOptions | undefined;
  /**
   * Where Vapi sends messages about the call; undefined = where the assistant's own settings say.
   */
  readonly eventsServer?: EventsServerOptions | undefined;
}

/**
 * Fields of the request that a call can do without if Vapi refuses them. `server` also stands for
 * the list of its messages: one without the other would change what the assistant's own server
 * gets.
 */
export const OPTIONAL_FIELDS = ['customer', 'metadata', 'name', 'server', 'tools:append'] as const;

export type OptionalField = (typeof OPTIONAL_FIELDS)[number];
