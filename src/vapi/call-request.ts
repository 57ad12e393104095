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
  /** What the assistant says first, in place of its own words. A squad's members say their own. */
  readonly firstWords?: string | undefined;
  /** Whether Vapi records; undefined = as the assistant is configured. A workflow cannot be told. */
  readonly recordingEnabled?: boolean | undefined;
  /** Hands the caller to a person; added to the assistant for this call. */
  readonly transferTool?: TransferToolOptions | undefined;
  /** Where Vapi's messages about the call go; undefined = where the assistant's own settings say. */
  readonly eventsServer?: EventsServerOptions | undefined;
}

/**
 * Fields of the request that a call can do without, should Vapi refuse them. `server` stands for what
 * is asked of it as well: one without the other would change what the assistant's own server gets.
 */
export const OPTIONAL_FIELDS = ['customer', 'metadata', 'name', 'server', 'tools:append'] as const;

export type OptionalField = (typeof OPTIONAL_FIELDS)[number];
